package dev.rookery.host.httpstream;

import static dev.rookery.host.httpstream.HttpStreamException.Phase.CONNECT;
import static dev.rookery.host.httpstream.HttpStreamException.Phase.RECEIVE;
import static dev.rookery.host.httpstream.HttpStreamException.Phase.SEND;
import static dev.rookery.host.httpstream.HttpStreamException.Phase.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.connection.SystemLookup;
import dev.rookery.host.httpstream.wire.WireLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the errorback hears when a server, the network or a limit stands in the way. */
class FailureIntegrationTest {

    private static final Duration SHORT = Duration.ofMillis(100);

    private final ScriptedServer server = ScriptedServer.start();
    private final StreamFixture client = StreamFixture.open();

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private void assertFails(Phase phase, String reason) {
        HttpStreamException failure = client.failure(HttpRequest.post(server.url("/path?secret=1")));
        assertThat(failure.phase()).as(failure.getMessage()).isEqualTo(phase);
        assertThat(failure.reason()).contains(reason);
        assertUsableAfterwards();
    }

    /** The connection that failed is not used again. */
    private void assertUsableAfterwards() {
        int before = server.connections();
        assertThat(client.get(server.url("/")).text()).isEqualTo("ok");
        assertThat(server.connections()).isEqualTo(before + 1);
    }

    @Test
    void messageTellsPhaseMethodHostTimeAndReasonButNoSecret() {
        server.cutsInsideTheBody();

        HttpStreamException failure =
                client.failure(HttpRequest.post(server.url("/path?secret=1")).header("Cookie", "secret=2"));

        assertThat(failure.getMessage())
                .matches("receive POST 127\\.0\\.0\\.1 after \\d+ ms: "
                        + "the peer closed the connection in the middle of the answer, after 14 bytes of the body");
        assertThat(failure.toString()).doesNotContain("secret", "path");
        assertThat(failure.method()).isEqualTo("POST");
        assertThat(failure.host()).isEqualTo("127.0.0.1");
        assertThat(failure.elapsed()).isPositive();
        assertThat(failure.getStackTrace()).isEmpty();
    }

    @Test
    void timeWithoutEndIsNoFailure() {
        assertThat(client.response(HttpRequest.get(server.url("/")).timeout(ChronoUnit.FOREVER.getDuration()))
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void lengthOfABodyThatDoesNotFollowIsNotBounded() {
        server.sends("HTTP/1.1 304 Not Modified\r\nContent-Length: 99999999999\r\n\r\n");

        assertThat(client.get(server.url("/")).status()).isEqualTo(304);
    }

    @Test
    void bodyShorterThanItsLengthIsAFailure() {
        server.cutsInsideTheBody();
        assertFails(RECEIVE, "in the middle of the answer, after 14 bytes");
    }

    @Test
    void chunkCutShortIsAFailure() {
        server.cutsInsideAChunk();
        assertFails(RECEIVE, "in the middle of the answer");
    }

    @Test
    void missingLastChunkIsAFailure() {
        server.leavesOutTheLastChunk();
        assertFails(RECEIVE, "in the middle of the answer");
    }

    @Test
    void headCutShortIsAFailure() {
        server.cutsInsideTheHeader();
        assertFails(WAIT, "in the middle of the header fields");
    }

    @Test
    void closeBeforeTheFirstByteOfAFreshConnectionIsAFailure() {
        server.closesBeforeTheFirstByte();
        assertFails(WAIT, "closed the connection before it answered");
    }

    @Test
    void resetIsAFailure() {
        server.resets();
        HttpStreamException failure = client.failure(HttpRequest.post(server.url("/")));
        assertThat(failure.phase()).isIn(SEND, WAIT);
        assertUsableAfterwards();
    }

    @Test
    void resetInsideABodyThatEndsWithTheConnectionIsAFailure() {
        CountDownLatch begun = new CountDownLatch(1);
        server.does((socket, out) -> {
            out.write("HTTP/1.0 200 OK\r\n\r\nhalf".getBytes());
            out.flush();
            socket.setSoLinger(true, 0);
            begun.countDown();
            socket.close();
        });

        HttpStreamException failure = client.failure(HttpRequest.get(server.url("/")));

        assertThat(failure.phase()).isIn(SEND, WAIT, RECEIVE);
    }

    @Test
    void whatIsNotHttpIsAFailure() {
        server.sends("220 smtp.example.org ready\r\n\r\n");
        assertFails(WAIT, "not valid HTTP");
    }

    @Test
    void differingContentLengthsAreAFailure() {
        server.sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc");
        assertFails(WAIT, "not valid HTTP");
    }

    @Test
    void brokenChunkSizeIsAFailure() {
        server.sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n");
        assertFails(RECEIVE, "not valid HTTP");
    }

    @Test
    void unaskedProtocolSwitchIsAFailure() {
        server.sends("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
        assertFails(RECEIVE, "switched protocols");
    }

    @Test
    void whatIsNotGzipIsAFailure() {
        server.answers("200 OK", "plain text", "Content-Encoding: gzip");
        assertFails(RECEIVE, "gzip body is broken");
    }

    @Test
    void gzipCutShortIsAFailureThoughTheLengthFits() throws IOException {
        byte[] whole = HttpStreamIntegrationTest.gzip("a text that compresses to more than a few bytes");
        server.answers("200 OK", Arrays.copyOf(whole, whole.length - 9), "Content-Encoding: gzip");
        assertFails(RECEIVE, "gzip body is broken");
    }

    @Test
    void gzipWithAWrongChecksumIsAFailure() throws IOException {
        byte[] wrong = HttpStreamIntegrationTest.gzip("a text");
        wrong[wrong.length - 8] ^= 1;
        server.answers("200 OK", wrong, "Content-Encoding: gzip");
        assertFails(RECEIVE, "gzip body is broken");
    }

    /** Has a port, so that nobody else gets it, and does not listen. */
    private static Socket deafOn(String address) throws IOException {
        Socket deaf = new Socket();
        deaf.bind(new InetSocketAddress(address, 0));
        return deaf;
    }

    @Test
    void refusedConnectionIsAFailure() throws IOException {
        try (Socket deaf = deafOn("127.0.0.1")) {
            String place = "127.0.0.1:" + deaf.getLocalPort();
            HttpStreamException failure = client.failure(HttpRequest.get("http://" + place + "/"));
            assertThat(failure.phase()).isEqualTo(CONNECT);
            assertThat(failure.reason()).isEqualTo(place + " refused the connection");
        }
    }

    @Test
    void unknownNameIsAFailure() {
        try (StreamFixture alone = new StreamFixture(o -> o, StreamFixture::nobody)) {
            HttpStreamException failure = alone.failure(HttpRequest.get("http://no.such.name/"));

            assertThat(failure.phase()).isEqualTo(CONNECT);
            assertThat(failure.reason()).isEqualTo("the name no.such.name cannot be resolved");
        }
    }

    @Test
    void addressThatRefusesLeavesTheOthersOfItsName() throws Exception {
        List<InetAddress> both = List.of(InetAddress.getByName("::1"), InetAddress.getByName("127.0.0.1"));
        try (StreamFixture patient = new StreamFixture(o -> o, name -> both)) {
            assertThat(patient.get(server.at("both.example.org", "/")).status()).isEqualTo(200);
        }
    }

    @Test
    void addressesThatAllRefuseAreNamed() throws Exception {
        List<InetAddress> both = List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1"));
        try (Socket deaf = deafOn("0.0.0.0");
                StreamFixture patient = new StreamFixture(o -> o, name -> both)) {
            int free = deaf.getLocalPort();
            HttpStreamException failure = patient.failure(HttpRequest.get("http://gone.example.org:" + free + "/"));

            assertThat(failure.phase()).isEqualTo(CONNECT);
            assertThat(failure.reason())
                    .startsWith("none of the 2 addresses of gone.example.org:" + free + " can be reached: ")
                    .contains("127.0.0.1:" + free + " refused the connection");
        }
    }

    @Test
    void slowLookupKeepsNeitherLoopNorAddressesWaiting() {
        CountDownLatch known = new CountDownLatch(1);
        SystemLookup.Blocking slow = name -> {
            StreamFixture.await(CompletableFuture.runAsync(() -> {
                try {
                    known.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (StreamFixture patient = new StreamFixture(o -> o, slow)) {
            CompletableFuture<HttpResponse> slowly = patient.sends(
                    HttpRequest.get(server.at("slow.example.org", "/")).build());

            assertThat(patient.get(server.url("/")).status()).isEqualTo(200);
            assertThat(patient.get(server.at("localhost", "/")).status()).isEqualTo(200);
            assertThat(slowly).isNotDone();

            known.countDown();
            assertThat(StreamFixture.await(slowly).status()).isEqualTo(200);
        }
    }

    @Test
    void nameThatIsNotFoundNowAndThenKeepsItsLastAddress() {
        AtomicBoolean down = new AtomicBoolean();
        SystemLookup.Blocking moody = name -> {
            if (down.get()) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (StreamFixture patient = new StreamFixture(o -> o, moody)) {
            String address = server.at("moody.example.org", "/");
            assertThat(patient.get(address).status()).isEqualTo(200);
            down.set(true);
            HttpRequest afresh =
                    HttpRequest.get(address).header("Connection", "close").build();
            assertThat(StreamFixture.await(patient.sends(afresh)).status()).isEqualTo(200);
            assertThat(StreamFixture.await(patient.sends(afresh)).status()).isEqualTo(200);
            assertThat(patient.failure(HttpRequest.get("http://other.example.org/"))
                            .reason())
                    .isEqualTo("the name other.example.org cannot be resolved");
            down.set(false);
            assertThat(patient.get(address).status()).isEqualTo(200);
        }
    }

    @Test
    void lookupIsBoundedByTheConnectTimeout() {
        CountDownLatch never = new CountDownLatch(1);
        SystemLookup.Blocking stuck = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (StreamFixture hasty = new StreamFixture(o -> o.withConnectTimeout(SHORT), stuck)) {
            HttpStreamException failure = hasty.failure(HttpRequest.get("http://stuck.example.org/"));

            assertThat(failure.phase()).isEqualTo(CONNECT);
            assertThat(failure.reason())
                    .isEqualTo("no connection with stuck.example.org:80 within 100 ms:"
                            + " the name stuck.example.org is still being looked up");
            assertThat(failure.elapsed()).isGreaterThanOrEqualTo(SHORT);
        }
    }

    @Test
    void lookupsWaitUpToTheLimitAndFailBeyond() {
        CountDownLatch never = new CountDownLatch(1);
        SystemLookup.Blocking stuck = name -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getLoopbackAddress());
        };
        try (StreamFixture crowded = new StreamFixture(o -> o, stuck)) {
            List<CompletableFuture<HttpResponse>> waiting = new ArrayList<>();
            for (int i = 0; i < SystemLookup.THREADS + SystemLookup.MAX_WAITING; i++) {
                waiting.add(crowded.sends(
                        HttpRequest.get("http://h" + i + ".example.org/").build()));
            }

            HttpStreamException failure = crowded.failure(HttpRequest.get("http://one-more.example.org/"));

            assertThat(failure.phase()).isEqualTo(CONNECT);
            assertThat(failure.reason()).isEqualTo("too many names are being looked up");
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void tlsHandshakeThatNeverComesIsBoundedByTheConnectTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String place = "127.0.0.1:" + silent.getLocalPort();
            String reason = "";
            // On a busy machine there may be no connection in time, let alone a handshake.
            for (int millis = 100; !reason.contains("TLS") && millis < 20_000; millis *= 2) {
                Duration time = Duration.ofMillis(millis);
                try (StreamFixture hasty = StreamFixture.open(o -> o.withConnectTimeout(time))) {
                    HttpStreamException failure = hasty.failure(HttpRequest.get("https://" + place + "/"));
                    assertThat(failure.phase()).isEqualTo(CONNECT);
                    reason = failure.reason();
                }
                assertThat(reason).startsWith("no connection with " + place + " within " + Reason.spoken(time));
            }
            assertThat(reason).endsWith(": the TLS handshake is not finished");
        }
    }

    @Test
    void answerThatNeverComesIsBoundedByTheRequestTimeout() {
        StreamFixture.timesOut(WAIT, millis -> {
            Duration time = Duration.ofMillis(millis);
            try (StreamFixture hasty = StreamFixture.open(o -> o.withRequestTimeout(time))) {
                server.stalls();
                HttpStreamException failure = hasty.failure(HttpRequest.get(server.url("/")));
                assertThat(failure.reason()).isEqualTo("no complete answer within " + Reason.spoken(time));
                assertThat(failure.elapsed()).isGreaterThanOrEqualTo(time);
                return failure;
            }
        });
    }

    @Test
    void requestMayHaveATimeoutOfItsOwn() {
        StreamFixture.timesOut(RECEIVE, millis -> {
            Duration time = Duration.ofMillis(millis);
            server.stallsAfter("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
            HttpStreamException failure =
                    client.failure(HttpRequest.get(server.url("/")).timeout(time));
            assertThat(failure.reason()).isEqualTo("no complete answer within " + Reason.spoken(time));
            return failure;
        });
    }

    @Test
    void timeoutBoundsTheRequestTogetherWithItsRedirects() {
        StreamFixture.timesOut(WAIT, millis -> {
            server.redirects("302 Found", "/next").stalls();
            return client.failure(
                    HttpRequest.get(server.url("/")).followRedirects(1).timeout(Duration.ofMillis(millis)));
        });
    }

    @Test
    void requestThatNobodyReadsFailsInPhaseSend() throws IOException {
        byte[] large = new byte[32 << 20];
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            StreamFixture.timesOut(
                    SEND,
                    millis -> client.failure(HttpRequest.post("http://127.0.0.1:" + deaf.getLocalPort() + "/")
                            .body("application/octet-stream", large)
                            .timeout(Duration.ofMillis(millis))));
        }
    }

    @Test
    void silenceInsideAnAnswerIsBoundedByTheIdleTimeout() {
        try (StreamFixture hasty = StreamFixture.open(o -> o.withIdleTimeout(SHORT))) {
            server.stallsAfter("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");

            HttpStreamException failure = hasty.failure(HttpRequest.get(server.url("/")));

            assertThat(failure.phase()).isEqualTo(RECEIVE);
            assertThat(failure.reason()).isEqualTo("nothing more of the answer came for 100 ms");
        }
    }

    @Test
    void idleTimeoutDoesNotBoundTheWaitForALongPoll() {
        try (StreamFixture hasty = StreamFixture.open(o -> o.withIdleTimeout(Duration.ofMillis(20)))) {
            CountDownLatch idledOften = new CountDownLatch(1);
            server.does((socket, out) -> {
                idledOften.await();
                out.write(ScriptedServer.message("200 OK", "at last".getBytes()));
            });
            CompletableFuture<HttpResponse> poll =
                    hasty.sends(HttpRequest.get(server.url("/poll")).build());
            server.hears();
            // A second connection goes idle and is closed, so the first has been silent for as long and longer.
            ScriptedServer other = ScriptedServer.start();
            hasty.get(other.url("/"));
            other.seesHangUp();
            assertThat(poll).isNotDone();

            idledOften.countDown();
            assertThat(StreamFixture.await(poll).text()).isEqualTo("at last");
        }
    }

    @Test
    void bodyAtTheLimitPassesAndOneByteMoreFails() {
        try (StreamFixture narrow = StreamFixture.open(o -> o.withMaxBodyBytes(10))) {
            server.answers("200 OK", "x".repeat(9))
                    .answers("200 OK", "x".repeat(10))
                    .answers("200 OK", "x".repeat(11));

            assertThat(narrow.get(server.url("/")).body()).hasSize(9);
            assertThat(narrow.get(server.url("/")).body()).hasSize(10);
            HttpStreamException failure = narrow.failure(HttpRequest.get(server.url("/")));
            assertThat(failure.phase()).isEqualTo(RECEIVE);
            assertThat(failure.reason()).isEqualTo("the body is larger than 10 bytes");
        }
    }

    @Test
    void limitHoldsForBodiesOfUnknownLength() {
        try (StreamFixture narrow = StreamFixture.open(o -> o.withMaxBodyBytes(10))) {
            String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nxxxxx\r\n";
            server.sends(chunked + "5\r\nxxxxx\r\n0\r\n\r\n").stallsAfter(chunked + "6\r\nxxxxxx\r\n");

            assertThat(narrow.get(server.url("/")).body()).hasSize(10);
            assertThat(narrow.failure(HttpRequest.get(server.url("/"))).reason())
                    .isEqualTo("the body is larger than 10 bytes");
        }
    }

    @Test
    void limitHoldsForTheDecompressedBody() throws IOException {
        int limit = 100_000;
        try (StreamFixture narrow = StreamFixture.open(o -> o.withMaxBodyBytes(limit))) {
            server.answers("200 OK", HttpStreamIntegrationTest.gzip(new byte[limit]), "Content-Encoding: gzip")
                    .answers("200 OK", HttpStreamIntegrationTest.gzip(new byte[limit + 1]), "Content-Encoding: gzip");

            assertThat(narrow.get(server.url("/")).body()).hasSize(limit);
            HttpStreamException failure = narrow.failure(HttpRequest.get(server.url("/")));
            assertThat(failure.phase()).isEqualTo(RECEIVE);
            assertThat(failure.reason()).isEqualTo("the body is larger than 100000 bytes");
        }
    }

    @Test
    void headerFieldsAtTheLimitPassAndBeyondFail() {
        int others = "Content-Length: 0\r\n".length() + "X: \r\n".length();
        server.answers("200 OK", "", "X: " + "x".repeat(WireLimits.DEFAULTS.fieldBytes() - others))
                .answers("200 OK", "", "X: " + "x".repeat(WireLimits.DEFAULTS.fieldBytes() - others + 1));

        assertThat(client.get(server.url("/")).status()).isEqualTo(200);
        assertFails(WAIT, "header fields are larger than 32768 bytes");
    }

    @Test
    void statusLineAtTheLimitPassesAndBeyondFails() {
        int others = "HTTP/1.1 200 \r\n".length();
        server.answers("200 " + "x".repeat(WireLimits.DEFAULTS.statusLineBytes() - others), "")
                .answers("200 " + "x".repeat(WireLimits.DEFAULTS.statusLineBytes() - others + 1), "");

        assertThat(client.get(server.url("/")).status()).isEqualTo(200);
        assertFails(WAIT, "status line is longer than 8192 bytes");
    }
}
