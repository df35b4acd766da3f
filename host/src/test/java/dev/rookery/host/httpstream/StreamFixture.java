package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.SystemLookup;
import dev.rookery.host.ioloop.IoLoop;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** A stream on a loop of its own, with verbs that wait for what comes of a request. */
final class StreamFixture implements AutoCloseable {

    static final int PATIENCE_SECONDS = 60;

    final IoLoop loop = new IoLoop("httpstream-test");
    final HttpStream stream;

    /** A stream for which every name leads to loopback. */
    StreamFixture(UnaryOperator<HttpStreamOptions> options) {
        this(options, name -> List.of(InetAddress.getLoopbackAddress()));
    }

    StreamFixture(UnaryOperator<HttpStreamOptions> options, SystemLookup.Blocking names) {
        stream = new HttpStream(
                loop,
                options.apply(HttpStreamOptions.defaults()),
                new SystemLookup(loop.eventLoopGroup().next(), names));
    }

    static StreamFixture open() {
        return new StreamFixture(UnaryOperator.identity());
    }

    static StreamFixture open(UnaryOperator<HttpStreamOptions> options) {
        return new StreamFixture(options);
    }

    /** A lookup that knows nobody. */
    static List<InetAddress> nobody(String name) throws UnknownHostException {
        throw new UnknownHostException(name);
    }

    CompletableFuture<HttpResponse> sends(HttpRequest request) {
        CompletableFuture<HttpResponse> outcome = new CompletableFuture<>();
        stream.add(
                request,
                response -> {
                    outcome.complete(response);
                    return Next.none();
                },
                failure -> {
                    outcome.completeExceptionally(failure);
                    return Next.none();
                });
        return outcome;
    }

    HttpResponse response(HttpRequest.Builder request) {
        return await(sends(request.build()));
    }

    HttpResponse get(String url) {
        return response(HttpRequest.get(url));
    }

    HttpStreamException failure(HttpRequest.Builder request) {
        return failureOf(sends(request.build()));
    }

    static HttpStreamException failureOf(CompletableFuture<HttpResponse> outcome) {
        try {
            throw new AssertionError("answered: " + outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (HttpStreamException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The failure of a request whose time is over in a certain phase. On a busy machine it may be over before, and then
     * another request has twice the time.
     *
     * @param attempt sends a request that has so many milliseconds
     */
    static HttpStreamException timesOut(Phase in, IntFunction<HttpStreamException> attempt) {
        HttpStreamException failure = attempt.apply(100);
        for (int millis = 200; failure.phase() != in && millis < 20_000; millis *= 2) {
            failure = attempt.apply(millis);
        }
        assertThat(failure.phase()).isEqualTo(in);
        return failure;
    }

    static <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs something on the loop and waits for what it answers. */
    <T> T onLoop(Callable<T> task) {
        try {
            return loop.eventLoopGroup().submit(task).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    String cookie(String url, String name) {
        return onLoop(() -> stream.cookies().value(URI.create(url), name).orElse("none"));
    }

    @Override
    public void close() {
        await(stream.close().toCompletableFuture());
        await(loop.stop().toCompletableFuture());
    }
}
