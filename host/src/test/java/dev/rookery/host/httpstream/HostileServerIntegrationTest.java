package dev.rookery.host.httpstream;

import static dev.rookery.host.httpstream.HttpStreamException.Phase.CONNECT;
import static dev.rookery.host.httpstream.HttpStreamException.Phase.RECEIVE;
import static dev.rookery.host.httpstream.HttpStreamException.Phase.WAIT;
import static dev.rookery.host.httpstream.RawServer.OK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.HttpStreamException.Phase;
import dev.rookery.host.httpstream.connection.Reason;
import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import dev.rookery.host.httpstream.wire.MalformedResponseTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that mean harm: each gets one request and can do no more than make it fail, once and in bounded time, on a
 * connection that is closed then.
 */
class HostileServerIntegrationTest {

    private static final int MAX_BODY = 100_000;
    private static final Duration SHORT = Duration.ofMillis(150);

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String GZIP = HEAD + "Content-Encoding: gzip\r\n";

    private final RawServer server = RawServer.start();
    private final StrictClient client = new StrictClient(o -> o.withMaxBodyBytes(MAX_BODY));

    @AfterEach
    void close() {
        try (server) {
            client.close();
        }
    }

    private HttpRequest.Builder get() {
        return HttpRequest.get(server.url("/"));
    }

    private static List<Map.Entry<Fault, String>> malformed() {
        return MalformedResponseTest.malformed();
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void answerThatIsNotValidIsRefused(Map.Entry<Fault, String> sample) {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.sends(sample.getValue());
            if (sample.getKey() == Fault.CUT) {
                connection.ends();
            }
            connection.waitsForHangUp();
        });

        HttpStreamException failure = client.failure(get());

        assertThat(failure.phase()).isIn(WAIT, RECEIVE);
        client.hasNoConnection();
        assertThat(client.answer(get()).text()).isEqualTo("ok");
    }

    private static List<Arguments> endless() {
        return List.of(
                Arguments.of("", "\r\n", "status line"),
                Arguments.of("HTTP/1.1 200 ", "x", "status line is longer than 8192"),
                Arguments.of("", "HTTP/1.1 100 Continue\r\n\r\n", "interim answers"),
                Arguments.of("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "interim answers"),
                Arguments.of(HEAD, "x", "fields are larger than 32768"),
                Arguments.of(HEAD + "X: ", "x", "fields are larger than 32768"),
                Arguments.of(HEAD + "X:", " ", "fields are larger than 32768"),
                Arguments.of(HEAD, "X: y\r\n", "more than 256 header fields"),
                Arguments.of(HEAD, "X: " + "y".repeat(1000) + "\r\n", "fields are larger than 32768"),
                Arguments.of(CHUNKED, "0", "chunk has a size"),
                Arguments.of(CHUNKED + "5;a=", "x", "line before a chunk"),
                Arguments.of(CHUNKED + "5;a=\"", "x", "line before a chunk"),
                Arguments.of(CHUNKED, "1\r\nx\r\n", "larger than 100000 bytes"),
                Arguments.of(CHUNKED + "7fffffff\r\n", "x", "larger than 100000 bytes"),
                Arguments.of(CHUNKED + "5\r\nhello", "x", "does not end where its size says"),
                Arguments.of(CHUNKED + "0\r\n", "X: y\r\n", "more than 256"),
                Arguments.of(CHUNKED + "0\r\nX: ", "x", "fields are larger than 32"),
                Arguments.of(HEAD + "\r\n", "x", "larger than 100000 bytes"),
                Arguments.of(HEAD + "Content-Length: 999999999999999999\r\n\r\n", "x", "larger than 100000 bytes"),
                Arguments.of(HEAD + "Content-Length: 100001\r\n\r\n", "x", "larger than 100000 bytes"),
                Arguments.of("HTTP/1.0 200 OK\r\n\r\n", "x", "larger than 100000 bytes"));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void answerWithoutEndIsCutOffAtItsBound(String begins, String goesOn, String reason) {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.sends(begins);
            connection.floods(goesOn);
        });

        HttpStreamException failure = client.failure(get());

        assertThat(failure.reason()).contains(reason);
        client.hasNoConnection();
        assertThat(client.answer(get()).text()).isEqualTo("ok");
    }

    private static List<Arguments> slow() {
        return List.of(
                Arguments.of("HTTP/1.1 200 ", "x", WAIT),
                Arguments.of(HEAD + "X: ", "x", WAIT),
                Arguments.of("HTTP/1.1 103 Early Hints\r\n\r\n" + HEAD + "X: ", "x", WAIT),
                Arguments.of(HEAD + "Content-Length: 99999\r\n\r\n", "x", RECEIVE),
                Arguments.of(HEAD + "\r\n", "x", RECEIVE),
                Arguments.of(CHUNKED, "1\r\nx\r\n", RECEIVE),
                Arguments.of(CHUNKED + "0\r\nX: ", "x", RECEIVE));
    }

    @ParameterizedTest
    @MethodSource("slow")
    void answerThatDribblesIsBoundedByTheDeadlineOfItsRequest(String begins, String goesOn, Phase phase) {
        StreamFixture.timesOut(phase, millis -> cutOff(begins, goesOn, millis));
        client.hasNoConnection();
    }

    private HttpStreamException cutOff(String begins, String goesOn, int millis) {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.sends(begins);
            connection.dribbles(goesOn);
        });
        HttpStreamException failure = client.failure(get().timeout(Duration.ofMillis(millis)));
        assertThat(failure.reason()).isEqualTo("no complete answer within " + Reason.spoken(Duration.ofMillis(millis)));
        return failure;
    }

    @Test
    void handshakeThatDribblesIsBoundedByTheConnectTimeout() {
        // The beginning of a TLS record that is longer than what will ever come.
        server.treatsNext(connection -> {
            connection.sends("\u0016\u0003\u0003\u003f\u00ff");
            connection.dribbles("\0");
        });
        try (StrictClient hasty = new StrictClient(o -> o.withConnectTimeout(SHORT))) {
            HttpStreamException failure = hasty.failure(HttpRequest.get("https://127.0.0.1:" + server.port() + "/"));

            assertThat(failure.phase()).isEqualTo(CONNECT);
            hasty.hasNoConnection();
        }
    }

    @Test
    void gzipBombIsCutOff() throws IOException {
        byte[] bomb = HttpStreamIntegrationTest.gzip(new byte[50 << 20]);
        assertThat(bomb).hasSizeLessThan(MAX_BODY);
        assertBombIsCutOff(bomb);
    }

    @Test
    void gzipBombOfManyMembersIsCutOff() throws IOException {
        byte[] member = HttpStreamIntegrationTest.gzip(new byte[MAX_BODY / 2]);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            bomb.write(member);
        }
        assertBombIsCutOff(bomb.toByteArray());
    }

    private void assertBombIsCutOff(byte[] bomb) {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.sends(GZIP + "Content-Length: " + bomb.length + "\r\n\r\n");
            connection.sends(bomb);
            connection.waitsForHangUp();
        });

        assertThat(client.failure(get()).reason()).contains("larger than 100000 bytes");
        client.hasNoConnection();
    }

    @Test
    void trailersArePutUpWithAndDropped() {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.sends(CHUNKED + "2\r\nok\r\n0\r\nContent-Length: 7\r\nSet-Cookie: a=b\r\nX: y\r\n\r\n");
            connection.readsRequest();
            connection.sends(OK);
            connection.waitsForHangUp();
        });

        HttpResponse answer = client.answer(get());

        assertThat(answer.text()).isEqualTo("ok");
        assertThat(answer.header("X")).isEmpty();
        assertThat(client.fixture().cookie(server.url("/"), "a")).isEqualTo("none");
        client.answer(get());
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void serverThatSpeaksFirstIsNotUnderstood() {
        server.treatsNext(connection -> {
            connection.sends("220 smtp.example.org ready\r\n");
            connection.waitsForHangUp();
        });

        assertThat(client.failure(get()).reason()).contains("not valid HTTP");
        client.hasNoConnection();
    }

    @Test
    void answerBeforeTheRequestHasOneOutcome() {
        server.treatsNext(connection -> {
            connection.sends(OK);
            connection.readsRequest();
            connection.sends(HEAD + "Content-Length: 5\r\n\r\nlater");
            connection.waitsForHangUp();
        });

        client.sends(get()).answer();
        client.settles();
    }

    @Test
    void secondAnswerInTheSamePacketIsNeverGivenToAnybody() {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.sends(OK + HEAD + "Content-Length: 4\r\n\r\nevil");
            connection.waitsForHangUp();
        });

        assertThat(client.answer(get()).text()).isEqualTo("ok");
        client.hasNoConnection();
        assertThat(client.answer(get()).text()).isEqualTo("ok");
    }

    @Test
    void endOfTheServersSideEndsAnAnswerThatIsWhole() {
        for (String answer :
                List.of(OK, HEAD + "\r\nok", "HTTP/1.0 200 OK\r\n\r\nok", CHUNKED + "2\r\nok\r\n0\r\n\r\n")) {
            server.treatsNext(connection -> {
                connection.readsRequest();
                connection.sends(answer);
                connection.ends();
                connection.waitsForHangUp();
            });

            assertThat(client.answer(get()).text()).isEqualTo("ok");
            client.hasNoConnection();
        }
    }

    @Test
    void endOfTheServersSideBeforeAnAnswerIsAFailure() {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.ends();
            connection.waitsForHangUp();
        });

        assertThat(client.failure(get()).phase()).isEqualTo(WAIT);
        client.hasNoConnection();
    }

    @Test
    void answerBeforeTheRequestIsThereWhoseRestIsResetHasOneOutcome() {
        byte[] large = new byte[4 << 20];
        for (int i = 0; i < 10; i++) {
            server.treatsNext(connection -> {
                connection.readsHead();
                connection.sends("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n\r\n");
            });

            HttpResponse answer = client.sends(HttpRequest.post(server.url("/")).body("a/b", large))
                    .answer();

            assertThat(answer == null ? 413 : answer.status()).isEqualTo(413);
            client.hasNoConnection();
        }
    }

    @Test
    void requestThatIsCancelledInTheMiddleOfAnythingLeavesNothing() {
        List<String> begun = List.of("", "HTTP/1.1 100 C\r\n\r\n", HEAD, HEAD + "\r\nx", CHUNKED + "5\r\nhel");
        for (String answer : begun) {
            CompletableFuture<String> sent = new CompletableFuture<>();
            server.treatsNext(connection -> {
                connection.readsRequest();
                connection.sends(answer);
                sent.complete(answer);
                connection.waitsForHangUp();
            });
            Chain chain = client.stream().add(get().build(), response -> Next.none(), failure -> Next.none());
            StreamFixture.await(sent);

            chain.cancel();

            client.hasNoConnection();
        }
    }

    @Test
    void textOfTheServerIsNotRepeatedInTheFailure() {
        server.treatsNext(connection -> {
            connection.readsRequest();
            connection.sends("HTTP/1.1 200 OK\r\nSeCrEt\u0001: SeCrEt\r\n\r\n");
            connection.waitsForHangUp();
        });

        assertThat(client.failure(get()).toString().getBytes(StandardCharsets.ISO_8859_1))
                .asString()
                .doesNotContain("SeCrEt");
    }
}
