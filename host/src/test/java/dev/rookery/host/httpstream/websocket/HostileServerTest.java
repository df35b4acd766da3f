package dev.rookery.host.httpstream.websocket;

import static dev.rookery.host.httpstream.websocket.RawServer.BINARY;
import static dev.rookery.host.httpstream.websocket.RawServer.CLOSE;
import static dev.rookery.host.httpstream.websocket.RawServer.PING;
import static dev.rookery.host.httpstream.websocket.RawServer.RSV1;
import static dev.rookery.host.httpstream.websocket.RawServer.TEXT;
import static dev.rookery.host.httpstream.websocket.RawServer.bytes;
import static dev.rookery.host.httpstream.websocket.RawServer.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers should not do: each ends in one failure of the right kind, and the server is told the right code. */
class HostileServerTest {

    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

    private final Client client = new Client();

    @AfterEach
    void close() {
        client.close();
    }

    /** The one failure of a web socket that was open. */
    private WebSocketException failureOf(RawServer server, Heard heard, Kind kind) {
        heard.socket();
        WebSocketException failure = heard.failure();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        client.armedTimeouts(); // A trip over the loop: what came together with the fault has been looked at.
        if (kind.closeCode() != 0) {
            RawServer.Frame last = server.frame();
            assertThat(last.first()).isEqualTo(CLOSE);
            assertThat(last.code()).isEqualTo(kind.closeCode());
        }
        assertThat(heard.tooMuch()).isEmpty();
        assertThat(heard.hasNoMessage()).isTrue();
        return failure;
    }

    private WebSocketException failureAfter(Kind kind, byte[]... frames) throws IOException {
        try (RawServer server = RawServer.sends(frames)) {
            return failureOf(server, client.opens(server.url("/")), kind);
        }
    }

    private WebSocketException failureAfterCompressed(Kind kind, byte[]... frames) throws IOException {
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts(DEFLATE));
            peer.sends(frames);
        })) {
            return failureOf(server, client.opens(server.url("/"), l -> l.withMaxMessageBytes(1 << 16)), kind);
        }
    }

    private WebSocketException refusal(RawServer.Deed answer) throws IOException {
        try (RawServer server = RawServer.does(answer)) {
            Heard heard = client.opens(
                    WebSocketRequest.to(server.url("/gate?token=secret")).subprotocol("chat"));
            WebSocketException failure = heard.failure();
            server.seesHangUp();
            assertThat(failure.getMessage()).doesNotContain("secret");
            assertThat(heard.tooMuch()).isEmpty();
            assertThat(client.armedTimeouts()).isZero();
            return failure;
        }
    }

    @Test
    void acceptThatDoesNotAnswerTheKeyIsRefused() throws IOException {
        WebSocketException failure =
                refusal(peer -> peer.sends(new String(peer.accepts()).replace(peer.accept(), "x" + peer.accept())));

        assertThat(failure.kind()).isEqualTo(Kind.HANDSHAKE);
        assertThat(failure.reason()).isEqualTo("Sec-WebSocket-Accept does not answer the key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Protocol: other",
                "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat",
                "Sec-WebSocket-Extensions: x-other",
                "Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate",
                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=10",
                "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=16"
            })
    void whatWasNotOfferedIsRefused(String field) throws IOException {
        WebSocketException failure = refusal(peer -> peer.sends(peer.accepts(field)));

        assertThat(failure.kind()).isEqualTo(Kind.HANDSHAKE);
        assertThat(failure.reason()).contains("not offered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upgrade: WebSocket", "Connection: keep-alive, Upgrade"})
    void switchWithoutItsFieldsIsRefused(String field) throws IOException {
        assertThat(refusal(peer -> peer.sends(new String(peer.accepts()).replace(field + "\r\n", "")))
                        .kind())
                .isEqualTo(Kind.HANDSHAKE);
    }

    @Test
    void anotherStatusIsToldWithItsFields() throws IOException {
        WebSocketException denied = refusal(peer ->
                peer.sends("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 5\r\n\r\nsorry"));
        assertThat(denied.kind()).isEqualTo(Kind.REJECTED);
        assertThat(denied.status()).isEqualTo(401);
        assertThat(denied.header("www-authenticate")).contains("Bearer");
        assertThat(denied.getMessage()).isEqualTo("web socket 127.0.0.1: the server answered 401 in place of 101");

        WebSocketException moved =
                refusal(peer -> peer.sends("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"));
        assertThat(moved.status()).isEqualTo(302);
        assertThat(moved.header("Location")).contains("/other");
    }

    @Test
    void whatIsNoHttpIsRefused() throws IOException {
        assertThat(refusal(peer -> peer.sends("SSH-2.0-OpenSSH\r\n\r\n")).kind())
                .isEqualTo(Kind.HANDSHAKE);
    }

    @Test
    void connectionClosedInPlaceOfAnAnswerIsAFailure() throws IOException {
        try (RawServer server = RawServer.does(peer -> peer.socket().close())) {
            assertThat(client.opens(server.url("/")).failure().kind()).isEqualTo(Kind.HANDSHAKE);
        }
    }

    @Test
    void silenceInPlaceOfAnAnswerEndsWithTheHandshakeTimeout() throws IOException {
        try (RawServer server = RawServer.does(peer -> {})) {
            Heard heard = client.opens(server.url("/"), l -> l.withHandshakeTimeout(Duration.ofMillis(50)));

            assertThat(heard.failure().kind()).isEqualTo(Kind.TIMEOUT);
            server.seesHangUp();
        }
    }

    @Test
    void maskedFrameIsRefused() throws IOException {
        failureAfter(Kind.PROTOCOL, bytes(TEXT, 0x82, 1, 2, 3, 4, 'h' ^ 1, 'i' ^ 2));
    }

    @Test
    void fragmentedControlFrameIsRefused() throws IOException {
        failureAfter(Kind.PROTOCOL, frame(PING & 0x7F, "half"));
    }

    @Test
    void longControlFrameIsRefused() throws IOException {
        failureAfter(Kind.PROTOCOL, frame(PING, new byte[126]));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0x20, 0x10})
    void reservedBitsAreRefused(int bit) throws IOException {
        failureAfter(Kind.PROTOCOL, frame(TEXT | bit, "x"));
    }

    @Test
    void reservedBitsThatCompressionDoesNotUseAreRefused() throws IOException {
        failureAfterCompressed(Kind.PROTOCOL, frame(TEXT | 0x20, "x"));
        failureAfterCompressed(Kind.PROTOCOL, frame(PING | RSV1, "x"));
        failureAfterCompressed(Kind.PROTOCOL, frame(TEXT & 0x7F, "x"), frame(0x80 | RSV1, "y"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x83, 0x8B, 0x80})
    void frameThatMayNotStandThereIsRefused(int first) throws IOException {
        failureAfter(Kind.PROTOCOL, frame(first, "x"));
    }

    @Test
    void messageInsideAnotherIsRefused() throws IOException {
        failureAfter(Kind.PROTOCOL, frame(TEXT & 0x7F, "one"), frame(TEXT, "two"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999})
    void closeWithACodeThatMayNotBeSentIsRefused(int code) throws IOException {
        failureAfter(Kind.PROTOCOL, RawServer.close(code, ""));
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        failureAfter(Kind.INVALID_PAYLOAD, frame(TEXT, bytes('a', 0xC0, 0xAF)));
        failureAfter(Kind.INVALID_PAYLOAD, frame(TEXT, bytes(0xED, 0xA0, 0x80)));
        failureAfter(Kind.INVALID_PAYLOAD, frame(TEXT & 0x7F, bytes(0xE2)), frame(0x80, bytes(0x82)));
    }

    @Test
    void lengthOfAGibibyteIsRefusedBeforeItsBytesCome() throws IOException {
        WebSocketException failure =
                failureAfter(Kind.TOO_LARGE, bytes(BINARY, 127, 0, 0, 0, 0, 0x40, 0, 0, 0), bytes(1, 2, 3));

        assertThat(failure.reason()).isEqualTo("a message is larger than 8388608 bytes");
    }

    @Test
    void negativeLengthIsRefused() throws IOException {
        failureAfter(Kind.PROTOCOL, bytes(BINARY, 127, 0x80, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void messageMayBeAsLargeAsTheLimitAndNoLarger() throws IOException {
        byte[] half = new byte[50];
        try (RawServer server = RawServer.sends(
                frame(BINARY, new byte[100]),
                frame(BINARY & 0x7F, half),
                frame(0x80, half),
                frame(BINARY & 0x7F, half),
                frame(0x00, half),
                frame(0x80, "x"))) {
            Heard heard = client.opens(server.url("/"), l -> l.withMaxMessageBytes(100));

            assertThat((byte[]) heard.message()).hasSize(100);
            assertThat((byte[]) heard.message()).hasSize(100);
            failureOf(server, heard, Kind.TOO_LARGE);
        }
    }

    private static byte[] deflated(byte[] message) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(message);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 16];
        int size = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        out.write(chunk, 0, size - 4);
        deflater.end();
        return out.toByteArray();
    }

    @Test
    void compressedBombIsRefusedAtTheLimit() throws IOException {
        byte[] bomb = deflated(new byte[(1 << 16) + 1]);
        assertThat(bomb).hasSizeLessThan(200);

        failureAfterCompressed(Kind.TOO_LARGE, frame(BINARY | RSV1, bomb));
    }

    @Test
    void compressedMessageMayBeAsLargeAsTheLimit() throws IOException {
        byte[] message = new byte[1 << 16];
        Arrays.fill(message, (byte) 'x');
        byte[] deflated = deflated(message);
        try (RawServer server = RawServer.does(peer -> peer.sends(
                peer.accepts(DEFLATE),
                frame((TEXT | RSV1) & 0x7F, Arrays.copyOf(deflated, 3)),
                frame(0x80, Arrays.copyOfRange(deflated, 3, deflated.length))))) {
            Heard heard = client.opens(server.url("/"), l -> l.withMaxMessageBytes(1 << 16));

            assertThat((String) heard.message()).hasSize(1 << 16);
        }
    }

    @Test
    void whatCannotBeDecompressedIsRefused() throws IOException {
        failureAfterCompressed(Kind.INVALID_PAYLOAD, frame(TEXT | RSV1, bytes(0xFF, 0xFF, 0xFF)));
    }

    @Test
    void resetIsAFailure() throws IOException {
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts(), bytes(TEXT, 5, 'h'));
            peer.socket().setSoLinger(true, 0);
            peer.socket().close();
        })) {
            WebSocketException failure = client.opens(server.url("/")).failure();

            assertThat(failure.kind()).isIn(Kind.CONNECTION, Kind.HANDSHAKE); // The reset may overtake the answer.
        }
    }

    @Test
    void endOfInputWithoutAGoodbyeIsAFailure() throws IOException {
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts());
            peer.socket().shutdownOutput();
        })) {
            assertThat(failureOf(server, client.opens(server.url("/")), Kind.CONNECTION)
                            .reason())
                    .isEqualTo("the connection was closed without a goodbye");
            server.seesHangUp();
        }
    }

    @Test
    void closeThatIsNotAnsweredEndsWithTheCloseTimeout() throws IOException {
        try (RawServer server = RawServer.sends()) {
            Heard heard = client.opens(server.url("/"), l -> l.withCloseTimeout(Duration.ofMillis(50)));
            heard.socket().close();

            failureOf(server, heard, Kind.TIMEOUT);
            assertThat(server.frame().code()).isEqualTo(1000);
            server.seesHangUp();
            assertThat(client.armedTimeouts()).isZero();
        }
    }

    @Test
    void connectionClosedInPlaceOfTheAnswerToACloseIsAFailure() throws IOException {
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts());
            peer.socket().getInputStream().readNBytes(8);
            peer.socket().close();
        })) {
            Heard heard = client.opens(server.url("/"));
            heard.socket().close();

            assertThat(heard.failure().reason()).contains("before the close was answered");
        }
    }

    @Test
    void serverThatDoesNotCloseAfterTheGoodbyeIsClosedFromHere() throws IOException {
        try (RawServer server = RawServer.sends(RawServer.close(4001, "go"))) {
            Heard heard = client.opens(server.url("/"), l -> l.withCloseTimeout(Duration.ofMillis(50)));

            assertThat(heard.closed()).isEqualTo(new Heard.Closed(4001, "go"));
            assertThat(server.frame().code()).isEqualTo(4001);
            server.seesHangUp();
        }
    }

    @Test
    void silenceAfterAPingEndsWithThePingTimeout() throws IOException {
        try (RawServer server = RawServer.sends()) {
            Heard heard = client.opens(server.url("/"), l -> l.withPings(Duration.ofMillis(20), Duration.ofMillis(50)));

            assertThat(failureOf(server, heard, Kind.TIMEOUT).reason())
                    .isEqualTo("nothing came for 50 ms after a ping");
            assertThat(server.frame().first()).isEqualTo(PING);
            server.seesHangUp();
        }
    }

    @Test
    void nothingIsHeardAfterAFailure() throws IOException {
        failureAfter(Kind.INVALID_PAYLOAD, frame(TEXT, bytes(0xFF)), frame(TEXT, "more"), RawServer.close(1000, ""));
    }
}
