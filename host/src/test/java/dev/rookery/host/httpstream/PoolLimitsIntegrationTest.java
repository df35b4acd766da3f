package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.PoolLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that have to wait for a connection, and those that need not. */
class PoolLimitsIntegrationTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final ScriptedServer other = ScriptedServer.start();

    @AfterEach
    void close() throws IOException {
        server.close();
        other.close();
    }

    private static StreamFixture bounded(PoolLimits limits) {
        return StreamFixture.open(o -> o.withLimits(limits));
    }

    private ScriptedServer answersAfter(CountDownLatch word) {
        return server.does((socket, out) -> {
            word.await();
            out.write(ScriptedServer.message("200 OK", "late".getBytes()));
        });
    }

    private CompletableFuture<HttpResponse> sends(StreamFixture client, String path) {
        return client.sends(HttpRequest.get(server.url(path)).build());
    }

    @Test
    void requestsBeyondTheConnectionsOfAHostTakeTheNextThatComesFree() {
        try (StreamFixture client = bounded(PoolLimits.DEFAULTS.withConnectionsPerHost(1))) {
            CountDownLatch word = new CountDownLatch(1);
            answersAfter(word);
            CompletableFuture<HttpResponse> first = sends(client, "/1");
            CompletableFuture<HttpResponse> second = sends(client, "/2");
            CompletableFuture<HttpResponse> third = sends(client, "/3");
            assertThat(server.hears().line()).startsWith("GET /1");
            assertThat(client.get(other.url("/")).text()).as("another host").isEqualTo("ok");
            assertThat(second).isNotDone();

            word.countDown();

            assertThat(StreamFixture.await(first).text()).isEqualTo("late");
            assertThat(StreamFixture.await(second).text()).isEqualTo("ok");
            assertThat(StreamFixture.await(third).text()).isEqualTo("ok");
            assertThat(server.hears().line()).startsWith("GET /2");
            assertThat(server.hears().line()).startsWith("GET /3");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void connectionThatCannotBeUsedAgainIsReplacedForThoseWhoWait() {
        try (StreamFixture client = bounded(PoolLimits.DEFAULTS.withConnectionsPerHost(1))) {
            server.answers("200 OK", "", "Connection: close").cutsInsideTheBody();
            CompletableFuture<HttpResponse> first = sends(client, "/1");
            CompletableFuture<HttpResponse> second = sends(client, "/2");
            CompletableFuture<HttpResponse> third = sends(client, "/3");

            assertThat(StreamFixture.await(first).status()).isEqualTo(200);
            assertThat(StreamFixture.failureOf(second).phase()).isEqualTo(Phase.RECEIVE);
            assertThat(StreamFixture.await(third).text()).isEqualTo("ok");
        }
    }

    @Test
    void requestBeyondTheQueueFailsAtOnceAndSaysWhy() {
        PoolLimits limits = PoolLimits.DEFAULTS.withConnectionsPerHost(1).withWaiting(1);
        try (StreamFixture client = bounded(limits)) {
            CountDownLatch word = new CountDownLatch(1);
            answersAfter(word);
            CompletableFuture<HttpResponse> first = sends(client, "/1");
            server.hears();
            CompletableFuture<HttpResponse> second = sends(client, "/2");

            HttpStreamException failure = client.failure(HttpRequest.get(server.url("/3")));

            assertThat(failure.phase()).isEqualTo(Phase.QUEUE);
            assertThat(failure.reason())
                    .isEqualTo("there are 1 connections, 1 of them to 127.0.0.1:" + server.port()
                            + ", and 1 requests wait for one: no room for more");
            word.countDown();
            assertThat(StreamFixture.await(first).text()).isEqualTo("late");
            assertThat(StreamFixture.await(second).text()).isEqualTo("ok");
        }
    }

    @Test
    void timeInTheQueueCountsAndAWaiterThatGivesUpLeavesNothingBehind() {
        PoolLimits limits = PoolLimits.DEFAULTS.withConnectionsPerHost(1).withWaiting(1);
        try (StreamFixture client = bounded(limits)) {
            CountDownLatch word = new CountDownLatch(1);
            answersAfter(word);
            CompletableFuture<HttpResponse> first = sends(client, "/1");
            server.hears();

            HttpStreamException failure =
                    client.failure(HttpRequest.get(server.url("/2")).timeout(Duration.ofMillis(20)));
            CompletableFuture<HttpResponse> third = sends(client, "/3");

            assertThat(failure.phase()).isEqualTo(Phase.QUEUE);
            word.countDown();
            assertThat(StreamFixture.await(first).text()).isEqualTo("late");
            assertThat(StreamFixture.await(third).text()).isEqualTo("ok");
            assertThat(server.hears().line()).startsWith("GET /3");
        }
    }

    @Test
    void unusedConnectionToAnotherHostMakesRoom() {
        try (StreamFixture client = bounded(PoolLimits.DEFAULTS.withConnections(1))) {
            client.get(other.url("/"));

            assertThat(client.get(server.url("/")).text()).isEqualTo("ok");
            assertThat(other.seesHangUp()).isEqualTo(1);
        }
    }

    @Test
    void requestWaitsForAnyConnectionWhenAllAreInUse() {
        try (StreamFixture client = bounded(PoolLimits.DEFAULTS.withConnections(1))) {
            CountDownLatch word = new CountDownLatch(1);
            answersAfter(word);
            CompletableFuture<HttpResponse> first = sends(client, "/1");
            server.hears();
            CompletableFuture<HttpResponse> elsewhere =
                    client.sends(HttpRequest.get(other.url("/")).build());

            word.countDown();

            assertThat(StreamFixture.await(first).text()).isEqualTo("late");
            assertThat(StreamFixture.await(elsewhere).text()).isEqualTo("ok");
        }
    }

    @Test
    void requestThatWantsToBeAloneGetsAConnectionOfItsOwn() {
        try (StreamFixture client = StreamFixture.open()) {
            client.get(server.url("/1"));
            client.response(HttpRequest.get(server.url("/poll")).alone());
            client.get(server.url("/3"));

            assertThat(server.hears().connection()).isEqualTo(1);
            assertThat(server.hears().connection()).isEqualTo(2);
            assertThat(server.hears().connection()).isEqualTo(1);
            assertThat(server.seesHangUp()).isEqualTo(2);
        }
    }

    @Test
    void requestThatWantsToBeAloneWaitsItsTurnForAPlace() {
        try (StreamFixture client = bounded(PoolLimits.DEFAULTS.withConnectionsPerHost(1))) {
            CountDownLatch word = new CountDownLatch(1);
            answersAfter(word);
            CompletableFuture<HttpResponse> first = sends(client, "/1");
            server.hears();
            CompletableFuture<HttpResponse> poll =
                    client.sends(HttpRequest.get(server.url("/poll")).alone().build());

            word.countDown();

            assertThat(StreamFixture.await(first).text()).isEqualTo("late");
            assertThat(StreamFixture.await(poll).text()).isEqualTo("ok");
            assertThat(server.hears().connection()).isEqualTo(2);
        }
    }

    @Test
    void limitsThatLeaveNoRoomAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PoolLimits.DEFAULTS.withConnections(0))
                .withMessage("connections: 0 (expected: 1 or more)");
        assertThatIllegalArgumentException().isThrownBy(() -> PoolLimits.DEFAULTS.withConnectionsPerHost(0));
        assertThatIllegalArgumentException().isThrownBy(() -> PoolLimits.DEFAULTS.withUnusedPerHost(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> PoolLimits.DEFAULTS.withWaiting(-1));
        assertThat(PoolLimits.DEFAULTS.withWaiting(0).withUnusedPerHost(0).waiting())
                .isZero();
    }
}
