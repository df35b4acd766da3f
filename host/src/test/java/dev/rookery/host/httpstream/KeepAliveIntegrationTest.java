package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.PoolLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a connection is used again, when it must not be, and what happens when it is dead. */
class KeepAliveIntegrationTest {

    private final ScriptedServer server = ScriptedServer.start();
    private final StreamFixture client = StreamFixture.open();

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private void assertNextIsOnConnection(int number) {
        while (!server.heardNothingMore()) {
            server.hears();
        }
        client.get(server.url("/"));
        assertThat(server.hears().connection()).isEqualTo(number);
    }

    @Test
    void connectionIsUsedAgain() {
        client.get(server.url("/"));
        assertNextIsOnConnection(1);
    }

    @Test
    void connectionThatTheServerWillCloseIsNotUsedAgain() {
        server.answers("200 OK", "", "Connection: close");
        client.get(server.url("/"));
        assertNextIsOnConnection(2);
    }

    @Test
    void connectionThatTheRequestClosesIsNotUsedAgain() {
        client.response(HttpRequest.get(server.url("/")).header("Connection", "close"));
        assertNextIsOnConnection(2);
        assertThat(server.seesHangUp()).isEqualTo(1);
    }

    @Test
    void http10IsNotKeptUnlessItSaysSo() {
        server.sends("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        client.get(server.url("/"));
        server.sends("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n");
        assertNextIsOnConnection(2);
        assertNextIsOnConnection(2);
    }

    @Test
    void connectionIsNotUsedAgainWhenMoreCameThanWasAskedFor() {
        server.sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
        assertThat(client.get(server.url("/")).text()).isEqualTo("ok");
        assertNextIsOnConnection(2);
    }

    @Test
    void bytesThatNobodyAskedForCloseAKeptConnection() {
        CyclicBarrier kept = new CyclicBarrier(2);
        server.does((socket, out) -> {
            out.write(ScriptedServer.message("200 OK", "ok".getBytes()));
            meet(kept);
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil".getBytes());
        });
        client.get(server.url("/"));
        meet(kept);

        assertThat(server.seesHangUp()).isEqualTo(1);
        assertNextIsOnConnection(2);
    }

    @Test
    void connectionIsNotUsedAgainWhenTheAnswerCameBeforeTheRequestHadGone() {
        // The server answers after the head; the body is larger than what the system buffers.
        try (HastyServer early = HastyServer.answersWithoutReadingBodies()) {
            HttpRequest.Builder large = HttpRequest.post(early.url()).body("a/b", new byte[32 << 20]);
            assertThat(client.response(large).status()).isEqualTo(413);
            assertThat(client.get(early.url()).status()).isEqualTo(413);
            assertThat(early.connections()).isEqualTo(2);
        }
    }

    @Test
    void unusedConnectionIsClosedAfterTheIdleTimeout() {
        try (StreamFixture hasty = StreamFixture.open(o -> o.withIdleTimeout(Duration.ofMillis(50)))) {
            hasty.get(server.url("/"));
            assertThat(server.seesHangUp()).isEqualTo(1);
            assertThat(hasty.get(server.url("/")).status()).isEqualTo(200);
        }
    }

    @Test
    void theConnectionUsedLastIsUsedFirst() {
        List<Integer> order = inParallel(3);
        assertThat(order).containsExactlyInAnyOrder(1, 2, 3);

        client.get(server.url("/"));
        int last = server.hears().connection();
        assertNextIsOnConnection(last);
        assertNextIsOnConnection(last);
    }

    @Test
    void moreUnusedConnectionsThanTheLimitAreClosed() {
        inParallel(PoolLimits.DEFAULTS.unusedPerHost());
        inParallel(PoolLimits.DEFAULTS.unusedPerHost());
        assertThat(server.connections()).isEqualTo(PoolLimits.DEFAULTS.unusedPerHost());

        inParallel(PoolLimits.DEFAULTS.unusedPerHost() + 1);

        assertThat(server.connections()).isEqualTo(PoolLimits.DEFAULTS.unusedPerHost() + 1);
        server.seesHangUp();
        inParallel(PoolLimits.DEFAULTS.unusedPerHost());
        assertThat(server.connections()).isEqualTo(PoolLimits.DEFAULTS.unusedPerHost() + 1);

        // A later burst, while those kept wait for the end of their idle time.
        inParallel(PoolLimits.DEFAULTS.unusedPerHost() + 1);
        server.seesHangUp();
    }

    @Test
    void originsDoNotShareConnections() {
        client.get(server.at("d1.web2.qq.com", "/"));
        client.get(server.at("s.web2.qq.com", "/"));
        client.get(server.at("D1.web2.qq.com", "/"));

        assertThat(server.hears().connection()).isEqualTo(1);
        assertThat(server.hears().connection()).isEqualTo(2);
        assertThat(server.hears().connection()).isEqualTo(1);
    }

    @Test
    void idempotentRequestIsRepeatedOnAFreshConnectionWhenAKeptOneIsDead() {
        server.answers("200 OK", "").closesBeforeTheFirstByte().answers("200 OK", "again");
        client.get(server.url("/1"));

        assertThat(client.get(server.url("/2")).text()).isEqualTo("again");

        assertThat(server.hears().connection()).isEqualTo(1);
        assertThat(server.hears()).satisfies(r -> assertThat(r.connection()).isEqualTo(1));
        assertThat(server.hears()).satisfies(r -> {
            assertThat(r.connection()).isEqualTo(2);
            assertThat(r.line()).isEqualTo("GET /2 HTTP/1.1");
        });
    }

    @Test
    void resetOfAKeptConnectionIsLikeItsClose() {
        server.answers("200 OK", "").resets().answers("200 OK", "again");
        client.get(server.url("/"));

        assertThat(client.get(server.url("/")).text()).isEqualTo("again");
    }

    @Test
    void requestIsRepeatedOnceOnly() {
        server.answers("200 OK", "").closesBeforeTheFirstByte().closesBeforeTheFirstByte();
        client.get(server.url("/"));

        assertThat(client.failure(HttpRequest.get(server.url("/"))).phase()).isEqualTo(Phase.WAIT);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void postIsNeverRepeated() {
        server.answers("200 OK", "").closesBeforeTheFirstByte();
        client.get(server.url("/"));

        HttpStreamException failure =
                client.failure(HttpRequest.post(server.url("/")).form("a", "b"));

        assertThat(failure.phase()).isIn(Phase.SEND, Phase.WAIT);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void postThatIsMarkedRepeatableIsRepeatedWithItsBody() {
        server.answers("200 OK", "").closesBeforeTheFirstByte().answers("200 OK", "again");
        client.get(server.url("/"));

        HttpResponse response = client.response(
                HttpRequest.post(server.url("/poll2")).form("a", "b").repeatable());

        assertThat(response.text()).isEqualTo("again");
        server.hears();
        assertThat(server.hears().text()).isEqualTo("a=b");
        assertThat(server.hears().text()).isEqualTo("a=b");
    }

    @Test
    void requestIsNotRepeatedAfterTheFirstByte() {
        server.answers("200 OK", "").sendsAndCloses("H");
        client.get(server.url("/"));

        assertThat(client.failure(HttpRequest.get(server.url("/"))).phase()).isEqualTo(Phase.WAIT);
        assertThat(server.connections()).isEqualTo(1);
    }

    /** Requests that are answered only when all of them have arrived, so that each has a connection of its own. */
    private List<Integer> inParallel(int count) {
        CyclicBarrier all = new CyclicBarrier(count);
        for (int i = 0; i < count; i++) {
            server.does((socket, out) -> {
                meet(all);
                out.write(ScriptedServer.message("200 OK", new byte[0]));
            });
        }
        List<CompletableFuture<HttpResponse>> answers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            answers.add(client.sends(HttpRequest.get(server.url("/")).build()));
        }
        answers.forEach(StreamFixture::await);
        List<Integer> connections = new ArrayList<>();
        answers.forEach(a -> connections.add(server.hears().connection()));
        return connections;
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(StreamFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A server that answers 413 to every head and never reads a body. */
    static final class HastyServer implements AutoCloseable {
        private final ServerSocket listening;
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();

        private HastyServer() throws IOException {
            listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        }

        static HastyServer answersWithoutReadingBodies() {
            try {
                HastyServer server = new HastyServer();
                Thread thread = new Thread(server::serve, "hasty-server");
                thread.setDaemon(true);
                thread.start();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String url() {
            return "http://127.0.0.1:" + listening.getLocalPort() + "/";
        }

        int connections() {
            return sockets.size();
        }

        private void serve() {
            try {
                while (!listening.isClosed()) {
                    Socket socket = listening.accept();
                    sockets.add(socket);
                    socket.getInputStream().readNBytes(4);
                    socket.getOutputStream().write(ScriptedServer.message("413 Content Too Large", new byte[0]));
                }
            } catch (IOException e) {
                // Closed: the test is over.
            }
        }

        @Override
        public void close() {
            try {
                listening.close();
                for (Socket socket : sockets) {
                    socket.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
