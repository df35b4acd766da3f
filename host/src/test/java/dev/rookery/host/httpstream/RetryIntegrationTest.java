package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are sent again before anybody hears of their failure. */
class RetryIntegrationTest {

    private static final Instant NOW = Instant.parse("2018-06-01T12:00:00Z");

    private final ScriptedServer server = ScriptedServer.start();
    private final StreamFixture client = StreamFixture.open();
    private final RetryPolicy thrice = RetryPolicy.attempts(3)
            .withBackoff(Duration.ofMillis(1), Duration.ofMillis(2))
            .withRandom(new Random(1));

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private CompletableFuture<HttpResponse> sends(HttpRequest.Builder request, RetryPolicy policy) {
        CompletableFuture<HttpResponse> outcome = new CompletableFuture<>();
        client.stream.add(Next.request(
                        request.build(),
                        response -> {
                            assertThat(outcome.complete(response)).isTrue();
                            return Next.none();
                        },
                        failure -> {
                            assertThat(outcome.completeExceptionally(failure)).isTrue();
                            return Next.none();
                        })
                .retry(policy));
        return outcome;
    }

    private HttpResponse response(HttpRequest.Builder request, RetryPolicy policy) {
        return StreamFixture.await(sends(request, policy));
    }

    private int requestsHeard() {
        int heard = 0;
        while (!server.heardNothingMore()) {
            server.hears();
            heard++;
        }
        return heard;
    }

    @Test
    void readbackSeesTheAttemptThatWorked() {
        server.cutsInsideTheBody().answers("503 Service Unavailable", "later").answers("200 OK", "now");

        assertThat(response(HttpRequest.get(server.url("/")), thrice).text()).isEqualTo("now");
        assertThat(requestsHeard()).isEqualTo(3);
    }

    @Test
    void errorbackHearsOfTheLastFailureOnly() {
        server.cutsInsideTheBody().cutsInsideTheBody().closesBeforeTheFirstByte();

        HttpStreamException failure = StreamFixture.failureOf(sends(HttpRequest.get(server.url("/")), thrice));

        assertThat(failure.phase()).isEqualTo(Phase.WAIT);
        assertThat(requestsHeard()).isEqualTo(3);
    }

    @Test
    void readbackSeesTheLastAnswerWhenNoneIsBetter() {
        server.answers("503 A", "1").answers("429 B", "2").answers("502 C", "3");

        assertThat(response(HttpRequest.get(server.url("/")), thrice).text()).isEqualTo("3");
        assertThat(requestsHeard()).isEqualTo(3);
    }

    @Test
    void statusesMayBeOthers() {
        server.answers("500 Internal Server Error", "1").answers("503 Service Unavailable", "2");

        assertThat(response(HttpRequest.get(server.url("/")), thrice.withStatuses(500))
                        .text())
                .isEqualTo("2");
    }

    @Test
    void postIsNotSentTwiceUnlessSaidSo() {
        server.answers("503 Service Unavailable", "1");
        assertThat(response(HttpRequest.post(server.url("/")), thrice).status()).isEqualTo(503);
        server.cutsInsideTheBody();
        assertThat(StreamFixture.failureOf(sends(HttpRequest.post(server.url("/")), thrice))
                        .phase())
                .isEqualTo(Phase.RECEIVE);
        assertThat(requestsHeard()).isEqualTo(2);

        server.cutsInsideTheBody().answers("503 Service Unavailable", "").answers("200 OK", "told so");
        assertThat(response(HttpRequest.post(server.url("/")), thrice.withUnrepeatable())
                        .text())
                .isEqualTo("told so");
    }

    @Test
    void postThatNobodyHeardOfIsTriedAgain() {
        List<Integer> attempts = new CopyOnWriteArrayList<>();
        HttpStreamListener counting = new HttpStreamListener() {
            @Override
            public void exchangeStarted(Chain chain, HttpRequest request, int attempt) {
                attempts.add(attempt);
            }
        };
        CompletableFuture<HttpStreamException> failed = new CompletableFuture<>();
        try (StreamFixture there = StreamFixture.open(o -> o.withListener(counting))) {
            HttpRequest refused = HttpRequest.post("http://127.0.0.1:1/").build();
            there.stream.add(Next.request(refused, r -> Next.none(), failure -> {
                        failed.complete(failure);
                        return Next.none();
                    })
                    .retry(thrice));
            assertThat(StreamFixture.await(failed).mayHaveBeenSent()).isFalse();
        }
        assertThat(attempts).containsExactly(1, 2, 3);
    }

    @Test
    void postThatARedirectHasCarriedOnMayHaveBeenHeardOf() {
        server.redirects("307 Temporary Redirect", "http://127.0.0.1:1/");

        HttpStreamException failure =
                StreamFixture.failureOf(sends(HttpRequest.post(server.url("/")).followRedirects(1), thrice));

        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure.mayHaveBeenSent()).isTrue();
        assertThat(requestsHeard()).isEqualTo(1);
    }

    @Test
    void retryAfterIsWaitedForUpToItsBound() {
        HttpRequest get = HttpRequest.get(server.url("/")).build();
        server.answers("503 Later", "", "Retry-After: 7")
                .answers("503 Later", "", "Retry-After: Fri, 01 Jun 2018 12:00:09 GMT")
                .answers("503 Later", "", "Retry-After: Fri, 01 Jun 2018 11:00:00 GMT")
                .answers("503 Later", "", "Retry-After: soon")
                .answers("503 Later", "", "Retry-After: 60")
                .answers("503 Later", "", "Retry-After: 61")
                .answers("503 Later", "", "Retry-After: 99999999999999999999");

        assertThat(thrice.after(get, client.get(server.url("/")), 1, NOW)).isEqualTo(Duration.ofSeconds(7));
        assertThat(thrice.after(get, client.get(server.url("/")), 1, NOW)).isEqualTo(Duration.ofSeconds(9));
        assertThat(thrice.after(get, client.get(server.url("/")), 1, NOW)).isLessThan(Duration.ofSeconds(1));
        assertThat(thrice.after(get, client.get(server.url("/")), 1, NOW)).isLessThan(Duration.ofSeconds(1));
        assertThat(thrice.after(get, client.get(server.url("/")), 1, NOW)).isEqualTo(Duration.ofSeconds(60));
        assertThat(thrice.after(get, client.get(server.url("/")), 1, NOW)).isNull();
        assertThat(thrice.after(get, client.get(server.url("/")), 1, NOW)).isNull();
    }

    @Test
    void readbackThatThrowsIsNotTriedAgain() {
        CompletableFuture<HttpStreamException> heard = new CompletableFuture<>();
        client.stream.add(Next.request(
                        HttpRequest.get(server.url("/")).build(),
                        response -> {
                            throw new IllegalStateException("a bug");
                        },
                        failure -> {
                            heard.complete(failure);
                            return Next.none();
                        })
                .retry(thrice));

        assertThat(StreamFixture.await(heard).phase()).isEqualTo(Phase.READBACK);
        assertThat(requestsHeard()).isEqualTo(1);
    }

    @Test
    void attemptsCountAnewForTheNextStepWhichHasAPolicyOfItsOwn() {
        server.cutsInsideTheBody().cutsInsideTheBody().answers("200 OK", "1");
        server.cutsInsideTheBody().cutsInsideTheBody().answers("200 OK", "2");
        server.cutsInsideTheBody();
        HttpRequest get = HttpRequest.get(server.url("/")).build();
        CompletableFuture<String> end = new CompletableFuture<>();

        client.stream.add(Next.request(
                        get,
                        one -> Next.request(get, two -> Next.request(get, three -> Next.none()))
                                .retry(thrice),
                        failure -> {
                            end.complete(failure.phase().name());
                            return Next.none();
                        })
                .retry(thrice));

        assertThat(StreamFixture.await(end)).isEqualTo("RECEIVE");
        assertThat(requestsHeard()).isEqualTo(7);
    }

    @Test
    void cancelEndsTheWaitBetweenAttempts() {
        server.answers("503 Later", "", "Retry-After: 50");
        CompletableFuture<String> waits = new CompletableFuture<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        HttpStreamListener listener = new HttpStreamListener() {
            @Override
            public void delayed(Chain chain, Duration delay) {
                waits.complete("waits");
            }

            @Override
            public void chainEnded(Chain chain) {
                ended.complete("ended");
            }
        };
        try (StreamFixture there = StreamFixture.open(o -> o.withListener(listener))) {
            HttpRequest get = HttpRequest.get(server.url("/")).build();
            Chain chain = there.stream.add(Next.request(get, r -> Next.none()).retry(thrice));
            StreamFixture.await(waits);
            chain.cancel();
            assertThat(StreamFixture.await(ended)).isEqualTo("ended");
        }
        assertThat(requestsHeard()).isEqualTo(1);
    }
}
