package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.OpenBuffers;
import dev.rookery.host.httpstream.connection.ConnectionPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A client that keeps accounts. Closing it fails unless each request was answered or failed, exactly once, and nothing
 * is left: no connection, nobody waiting for one, no timeout, no buffer.
 */
final class StrictClient implements AutoCloseable {

    private final StreamFixture fixture;
    private final List<Outcome> outcomes = new ArrayList<>();

    /** What came of a request, and how often. */
    static final class Outcome {

        private final CompletableFuture<HttpResponse> first = new CompletableFuture<>();
        private final AtomicInteger heard = new AtomicInteger();

        /** Null if it failed. */
        HttpResponse answer() {
            return StreamFixture.await(first.exceptionally(failure -> null));
        }

        HttpStreamException failure() {
            return StreamFixture.failureOf(first);
        }

        private Next answered(HttpResponse response) {
            heard.incrementAndGet();
            first.complete(response);
            return Next.none();
        }

        private Next failed(HttpStreamException failure) {
            heard.incrementAndGet();
            first.completeExceptionally(failure);
            return Next.none();
        }
    }

    StrictClient(UnaryOperator<HttpStreamOptions> options) {
        OpenBuffers.watch();
        fixture = new StreamFixture(options);
    }

    static StrictClient open() {
        return new StrictClient(UnaryOperator.identity());
    }

    HttpStream stream() {
        return fixture.stream;
    }

    StreamFixture fixture() {
        return fixture;
    }

    Outcome sends(HttpRequest.Builder request) {
        Outcome outcome = new Outcome();
        outcomes.add(outcome);
        fixture.stream.add(request.build(), outcome::answered, outcome::failed);
        return outcome;
    }

    HttpStreamException failure(HttpRequest.Builder request) {
        return sends(request).failure();
    }

    HttpResponse answer(HttpRequest.Builder request) {
        HttpResponse answer = sends(request).answer();
        assertThat(answer).as("the answer").isNotNull();
        return answer;
    }

    /** Waits until no connection carries a call and nobody waits for one. */
    void settles() {
        until("no connection is busy", () -> pool().busy() == 0 && pool().waiting() == 0);
    }

    /** Waits until there is no connection. */
    void hasNoConnection() {
        until("there is no connection", () -> pool().connections() == 0);
    }

    void until(String what, BooleanSupplier onLoop) {
        long begun = System.nanoTime();
        while (!fixture.onLoop(onLoop::getAsBoolean)) {
            assertThat(System.nanoTime() - begun)
                    .as("nanoseconds until " + what)
                    .isLessThan(TimeUnit.SECONDS.toNanos(StreamFixture.PATIENCE_SECONDS));
        }
    }

    /** How many timeouts are armed on the loop. */
    int armed() {
        return fixture.onLoop(() -> fixture.loop.timerWheel().armed());
    }

    private ConnectionPool pool() {
        return fixture.stream.pool();
    }

    @Override
    public void close() {
        try {
            outcomes.forEach(Outcome::answer);
            settles();
            StreamFixture.await(fixture.stream.close().toCompletableFuture());
            hasNoConnection();
            assertThat(armed()).as("timeouts that are armed").isZero();
            assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.heard).hasValue(1));
            fixture.close();
            assertThat(OpenBuffers.open()).as("buffers that are not released").isEmpty();
        } finally {
            fixture.close();
            OpenBuffers.stop();
        }
    }
}
