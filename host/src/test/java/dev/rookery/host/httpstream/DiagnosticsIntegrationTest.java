package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rookery.host.httpstream.ChainSnapshot.Waiting;
import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.PoolLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What can be known of the chains under way, and what listeners hear. */
class DiagnosticsIntegrationTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final RecordingListener listener = new RecordingListener();
    private final StreamFixture client =
            StreamFixture.open(o -> o.withListener(listener).withLimits(PoolLimits.DEFAULTS.withConnectionsPerHost(2)));

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        assertThat(listener.broken).as("events that do not nest").isEmpty();
    }

    private HttpRequest to(String path) {
        return HttpRequest.get(server.url(path)).build();
    }

    private List<ChainSnapshot> chains() {
        return StreamFixture.await(client.stream.chains().toCompletableFuture());
    }

    @Test
    void chainsSayWhatTheyWaitFor() {
        long began = System.nanoTime();
        server.stalls().stallsAfter("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal");
        CompletableFuture<String> begun = new CompletableFuture<>();
        HttpRequest streamed = HttpRequest.get(server.url("/body"))
                .receive(response -> {
                    begun.complete("begun");
                    return null;
                })
                .build();
        client.stream.add("poll of pual", Next.request(to("/poll?ptwebqq=secret"), r -> Next.none()));
        server.hears();
        client.stream.add(streamed);
        StreamFixture.await(begun);
        client.stream.add(to("/queued"));
        client.stream.add(
                "heartbeat", Next.request(to("/later"), r -> Next.none()).after(Duration.ofHours(1)));

        List<ChainSnapshot> chains = chains();

        assertThat(chains)
                .extracting(ChainSnapshot::name, ChainSnapshot::waiting, ChainSnapshot::request)
                .containsExactly(
                        tuple("poll of pual", Waiting.ANSWER, "GET 127.0.0.1/poll"),
                        tuple("GET 127.0.0.1", Waiting.BODY, "GET 127.0.0.1/body"),
                        tuple("GET 127.0.0.1", Waiting.QUEUE, "GET 127.0.0.1/queued"),
                        tuple("heartbeat", Waiting.DELAY, "GET 127.0.0.1/later"));
        assertThat(chains).allSatisfy(chain -> {
            assertThat(chain.attempt()).isEqualTo(1);
            assertThat(chain.since()).isBetween(Duration.ZERO, Duration.ofNanos(System.nanoTime() - began));
        });
        assertThat(chains.toString()).doesNotContain("secret");
    }

    @Test
    void chainBetweenTwoAttemptsWaitsOutADelay() {
        server.answers("503 Later", "", "Retry-After: 50");
        client.stream.add(Next.request(to("/"), r -> Next.none()).retry(RetryPolicy.attempts(2)));
        awaitTold("delayed");

        assertThat(chains()).singleElement().satisfies(chain -> {
            assertThat(chain.waiting()).isEqualTo(Waiting.DELAY);
            assertThat(chain.attempt()).isEqualTo(2);
        });
    }

    @Test
    void chainsThatHaveEndedAreGoneAndAClosedStreamHasNone() {
        client.get(server.url("/"));
        assertThat(chains()).isEmpty();

        StreamFixture.await(client.stream.close().toCompletableFuture());
        StreamFixture.await(client.loop.stop().toCompletableFuture());
        assertThat(chains()).isEmpty();
    }

    @Test
    void eventsOfAChainNest() {
        server.redirects("302 Found", "/b").answers("200 OK", "b").cutsInsideTheBody();
        CompletableFuture<String> end = new CompletableFuture<>();
        HttpRequest first = HttpRequest.get(server.url("/a")).followRedirects(1).build();
        client.stream.add(
                "three steps",
                Next.request(
                        first,
                        one -> Next.request(to("/c"), two -> Next.none()).after(Duration.ofMillis(1)),
                        failure -> {
                            end.complete("failed");
                            return Next.none();
                        }));
        StreamFixture.await(end);
        chains();

        assertThat(listener.told)
                .containsExactly(
                        "chainStarted three steps",
                        "exchangeStarted 1",
                        "connectionAcquired",
                        "connected",
                        "requestStarted GET",
                        "responseStarted 302",
                        "redirected /b",
                        "connectionAcquired reused",
                        "requestStarted GET",
                        "responseStarted 200",
                        "exchangeEnded 200",
                        "delayed",
                        "exchangeStarted 1",
                        "connectionAcquired reused",
                        "requestStarted GET",
                        "responseStarted 200",
                        "exchangeFailed RECEIVE",
                        "chainEnded");
    }

    @Test
    void whatIsCancelledOrClosedEndsForListenersToo() {
        server.stalls().stalls();
        Chain cancelled = client.stream.add("cancelled", Next.request(to("/1"), r -> Next.none()));
        server.hears();
        cancelled.cancel();
        chains();
        assertThat(listener.told).endsWith("exchangeFailed CLOSED", "chainEnded");

        client.stream.add("closed", Next.request(to("/2"), r -> Next.none()));
        server.hears();
        StreamFixture.await(client.stream.close().toCompletableFuture());
        assertThat(listener.told).endsWith("requestStarted GET", "exchangeFailed CLOSED", "chainEnded");
    }

    @Test
    void requestTimeoutIsOneFailure() {
        StreamFixture.timesOut(Phase.WAIT, millis -> {
            server.stalls();
            listener.told.clear();
            return client.failure(HttpRequest.get(server.url("/")).timeout(Duration.ofMillis(millis)));
        });
        chains();
        assertThat(listener.told).endsWith("requestStarted GET", "exchangeFailed WAIT", "chainEnded");
        assertThat(listener.told.stream().filter(e -> e.startsWith("exchangeFailed")))
                .hasSize(1);
    }

    @Test
    void tlsIsAnEventOfItsOwn(@TempDir Path folder) throws IOException {
        TestIdentity identity = TestIdentity.of(folder, "server", "dns:localhost");
        try (ScriptedServer secure = ScriptedServer.startTls(identity.server());
                StreamFixture there =
                        StreamFixture.open(o -> o.withListener(listener).withTrust(identity.pem()))) {
            there.get(secure.at("localhost", "/"));
        }
        assertThat(listener.told)
                .containsSubsequence("connectionAcquired", "connected", "secured", "requestStarted GET");
    }

    @Test
    void listenerThatThrowsHarmsNobodyAndIsLogged() {
        Logger logger = (Logger) LoggerFactory.getLogger(Listeners.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.list = new CopyOnWriteArrayList<>();
        logged.start();
        logger.addAppender(logged);
        logger.setAdditive(false);
        HttpStreamListener thrower = new HttpStreamListener() {
            @Override
            public void exchangeStarted(Chain chain, HttpRequest request, int attempt) {
                throw new IllegalStateException("a bug of the listener");
            }
        };
        RecordingListener after = new RecordingListener();
        try (StreamFixture there =
                StreamFixture.open(o -> o.withListener(thrower).withListener(after))) {
            for (int i = 0; i < 5; i++) {
                assertThat(there.get(server.url("/")).status()).isEqualTo(200);
            }
        } finally {
            logger.detachAppender(logged);
            logger.setAdditive(true);
        }
        assertThat(after.told).filteredOn("exchangeEnded 200"::equals).hasSize(5);
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .as("the first, second and fourth")
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("listener threw, others go on: listener="));
    }

    private void awaitTold(String event) {
        long deadline = System.nanoTime()
                + Duration.ofSeconds(StreamFixture.PATIENCE_SECONDS).toNanos();
        while (!listener.told.contains(event)) {
            assertThat(System.nanoTime()).as("not told in time: " + event).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
