package dev.rookery.host.httpstream.websocket;

import static dev.rookery.host.httpstream.websocket.RawServer.BINARY;
import static dev.rookery.host.httpstream.websocket.RawServer.CLOSE;
import static dev.rookery.host.httpstream.websocket.RawServer.PING;
import static dev.rookery.host.httpstream.websocket.RawServer.PONG;
import static dev.rookery.host.httpstream.websocket.RawServer.RSV1;
import static dev.rookery.host.httpstream.websocket.RawServer.TEXT;
import static dev.rookery.host.httpstream.websocket.RawServer.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.host.httpstream.connection.PoolLimits;
import dev.rookery.host.httpstream.websocket.WebSocketException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A web socket against a server that keeps to the protocol, byte by byte. */
class WebSocketIntegrationTest {

    private final Client client = new Client();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void handshakeAsksWithTheCookiesOfTheStreamAndKeepsThoseOfTheAnswer() throws IOException {
        try (RawServer server = RawServer.does(peer -> peer.sends(peer.accepts("Set-Cookie: seen=yes; Path=/")))) {
            URI http = URI.create("http://127.0.0.1:" + server.port() + "/chat");
            client.onLoop(() -> {
                client.stream.cookies().set(http, "id=7; Path=/");
                return null;
            });
            client.opens(WebSocketRequest.to(server.url("/chat?room=1"))
                            .header("Origin", "https://rookery.dev")
                            .uncompressed())
                    .socket();

            assertThat(server.request())
                    .contains(
                            "GET /chat?room=1 HTTP/1.1",
                            "Host: 127.0.0.1:" + server.port(),
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Version: 13",
                            "Origin: https://rookery.dev",
                            "Cookie: id=7")
                    .anyMatch(line -> line.startsWith("User-Agent: Rookery/"))
                    .noneMatch(line -> line.startsWith("Sec-WebSocket-Extensions"));
            assertThat(client.onLoop(() -> client.stream.cookies().value(http, "seen")))
                    .contains("yes");
        }
    }

    @Test
    void cookieOfARefusalIsKept() throws IOException {
        try (RawServer server = RawServer.does(
                peer -> peer.sends("HTTP/1.1 403 Forbidden\r\nSet-Cookie: why=banned\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(client.opens(server.url("/")).failure().status()).isEqualTo(403);
            assertThat(client.onLoop(() -> client.stream
                            .cookies()
                            .value(URI.create("http://127.0.0.1:" + server.port() + "/"), "why")))
                    .contains("banned");
        }
    }

    @Test
    void endpointIsSpokenToInPlaceOfTheHost() throws IOException {
        try (RawServer server = RawServer.sends(frame(TEXT, "hello"));
                Client redirected = new Client(o -> o.withEndpoint(URI.create("http://127.0.0.1:" + server.port())))) {
            Heard heard = redirected.opens("ws://gateway.rookery.test/events");

            assertThat(heard.message()).isEqualTo("hello");
            assertThat(server.request()).contains("GET /events HTTP/1.1", "Host: gateway.rookery.test");
        }
    }

    @Test
    void subprotocolIsChosenByTheServer() throws IOException {
        try (RawServer server = RawServer.does(peer -> peer.sends(peer.accepts("Sec-WebSocket-Protocol: v2")))) {
            Heard heard = client.opens(
                    WebSocketRequest.to(server.url("/")).subprotocol("v3").subprotocol("v2"));

            assertThat(heard.socket().subprotocol()).isEqualTo("v2");
            assertThat(server.request()).contains("Sec-WebSocket-Protocol: v3, v2");
        }
    }

    @Test
    void framesRightBehindTheAnswerAreHeardAfterOpened() throws IOException {
        try (RawServer server = RawServer.sends(
                frame(TEXT & 0x7F, "pen"), frame(PING, "mid"), frame(0x80, "guin"), frame(BINARY, new byte[0]))) {
            Heard heard = client.opens(server.url("/"));

            assertThat(heard.message()).isEqualTo("penguin");
            assertThat((byte[]) heard.message()).isEmpty();
            RawServer.Frame pong = server.frame();
            assertThat(pong.first()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("mid");
        }
    }

    @Test
    void bytesMayComeOneByOne() throws IOException {
        try (RawServer server = RawServer.does(peer -> {
            peer.socket().setTcpNoDelay(true);
            peer.sends(peer.accepts());
            for (byte b : frame(TEXT, "é€😀".repeat(20))) {
                peer.sends(new byte[] {b});
            }
        })) {
            assertThat(client.opens(server.url("/")).message()).isEqualTo("é€😀".repeat(20));
        }
    }

    @Test
    void eachFrameHasAMaskOfItsOwn() throws IOException {
        try (RawServer server = RawServer.sends()) {
            WebSocket socket = client.opens(server.url("/")).socket();
            Heard.await(socket.send("one").toCompletableFuture());
            Heard.await(socket.send(new byte[] {1, 2}).toCompletableFuture());

            RawServer.Frame text = server.frame();
            RawServer.Frame binary = server.frame();
            assertThat(text.first()).isEqualTo(TEXT);
            assertThat(text.text()).isEqualTo("one");
            assertThat(binary.first()).isEqualTo(BINARY);
            assertThat(binary.payload()).containsExactly(1, 2);
            assertThat(text.mask()).isNotEqualTo(binary.mask());
            assertThat(socket.outgoingBytes()).isZero();
        }
    }

    @Test
    void bytesAreSentAsTheyWereWhenTheyWereGiven() throws IOException {
        try (RawServer server = RawServer.sends()) {
            WebSocket socket = client.opens(server.url("/")).socket();
            byte[] message = {1};
            AtomicBoolean busy = new AtomicBoolean(true);
            client.loop.execute(() -> {
                while (busy.get()) {
                    // Nothing: Thread.onSpinWait would count as a blocking call.
                }
            });
            CompletionStage<Void> sent = socket.send(message);
            message[0] = 2;
            busy.set(false);
            Heard.await(sent.toCompletableFuture());

            assertThat(server.frame().payload()).containsExactly(1);
        }
    }

    @Test
    void compressedMessageDoesNotReferToTheOneBefore() throws IOException {
        try (RawServer server =
                RawServer.does(peer -> peer.sends(peer.accepts("Sec-WebSocket-Extensions: permessage-deflate")))) {
            WebSocket socket = client.opens(server.url("/")).socket();
            String text = "penguins on the rocks, ".repeat(10);
            socket.send(text);
            socket.send(text);

            RawServer.Frame first = server.frame();
            assertThat(first.first()).isEqualTo(TEXT | RSV1);
            assertThat(server.frame().payload()).isEqualTo(first.payload()).hasSizeLessThan(text.length() / 2);
        }
    }

    @Test
    void closeIsAnsweredAndWhatCameBeforeTheAnswerIsHeard() throws IOException {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts());
            asked.await();
            peer.sends(frame(TEXT, "last words"), RawServer.close(3000, "bye"));
            peer.socket().shutdownOutput();
        })) {
            Heard heard = client.opens(server.url("/"));
            WebSocket socket = heard.socket();
            client.onLoop(() -> {
                socket.close(3000, "enough");
                socket.close(1000, "");
                assertThat(Client.refusal(socket.send("late")).kind()).isEqualTo(Kind.NOT_OPEN);
                return null;
            });
            asked.countDown();

            assertThat(heard.message()).isEqualTo("last words");
            assertThat(heard.closed()).isEqualTo(new Heard.Closed(3000, "bye"));
            assertThat(server.frame().code()).isEqualTo(3000);
            server.seesHangUp();
            assertThat(server.heardNoFrame()).isTrue();
            assertThat(heard.tooMuch()).isEmpty();
        }
    }

    @Test
    void goodbyeWithoutACodeIsToldAs1005AndAnsweredWithoutOne() throws IOException {
        try (RawServer server = RawServer.sends(frame(CLOSE, ""))) {
            assertThat(client.opens(server.url("/")).closed()).isEqualTo(new Heard.Closed(1005, ""));
            assertThat(server.frame().payload()).isEmpty();
        }
    }

    @Test
    void messageBeforeOpenedIsRefused() throws IOException {
        try (RawServer server = RawServer.does(peer -> {})) {
            WebSocket socket =
                    client.stream.webSocket(WebSocketRequest.to(server.url("/")).build(), new Heard());

            assertThat(Client.refusal(socket.send("early")).reason()).isEqualTo("it is not open");
            assertThat(socket.outgoingBytes()).isZero();
        }
    }

    @Test
    void closeBeforeItIsOpenGivesItUp() throws IOException {
        try (RawServer server = RawServer.does(peer -> {})) {
            Heard heard = new Heard();
            WebSocket socket =
                    client.stream.webSocket(WebSocketRequest.to(server.url("/")).build(), heard);
            server.request();
            socket.close();

            assertThat(heard.failure().kind()).isEqualTo(Kind.CLOSED);
            server.seesHangUp();
            assertThat(client.armedTimeouts()).isZero();
        }
    }

    @Test
    void messagesBeyondTheLimitAreRefusedUntilOthersHaveGone() throws IOException {
        CountDownLatch read = new CountDownLatch(1);
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts());
            read.await();
        })) {
            int limit = 32 << 20;
            Heard heard = client.opens(WebSocketRequest.to(server.url("/"))
                    .uncompressed()
                    .limits(WebSocketLimits.DEFAULTS.withMaxOutgoingBytes(limit)));
            WebSocket socket = heard.socket();
            byte[] most = new byte[limit - WebSocket.MESSAGE_OVERHEAD];
            CompletableFuture<Void> sent = socket.send(most).toCompletableFuture();

            WebSocketException refusal = Client.refusal(socket.send(""));
            assertThat(refusal.kind()).isEqualTo(Kind.FULL);
            assertThat(socket.outgoingBytes()).isEqualTo(limit);
            assertThat(sent).isNotDone();

            read.countDown();
            Heard.await(sent);
            Heard.await(socket.send("again").toCompletableFuture());
            assertThat(server.frame().payload()).hasSize(most.length);
            assertThat(server.frame().text()).isEqualTo("again");
            assertThat(Client.refusal(socket.send(new byte[most.length + 1])).kind())
                    .isEqualTo(Kind.FULL);
        }
    }

    @Test
    void messagesThatWaitWhenTheConnectionBreaksFail() throws IOException {
        CountDownLatch cut = new CountDownLatch(1);
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts());
            cut.await();
            peer.socket().close();
        })) {
            Heard heard = client.opens(WebSocketRequest.to(server.url("/"))
                    .uncompressed()
                    .limits(WebSocketLimits.DEFAULTS.withMaxOutgoingBytes(64 << 20)));
            CompletionStage<Void> sent = heard.socket().send(new byte[32 << 20]);
            cut.countDown();

            assertThat(Client.refusal(sent).kind()).isEqualTo(Kind.CONNECTION);
            assertThat(heard.failure().kind()).isEqualTo(Kind.CONNECTION);
        }
    }

    @Test
    void serverThatAnswersPingsIsKept() throws IOException {
        CountDownLatch twice = new CountDownLatch(2);
        try (RawServer server = RawServer.does(peer -> {
            peer.sends(peer.accepts());
            for (int i = 0; i < 2; i++) {
                peer.socket().getInputStream().readNBytes(6);
                peer.sends(frame(PONG, ""));
                twice.countDown();
            }
        })) {
            Heard heard =
                    client.opens(server.url("/"), l -> l.withPings(Duration.ofMillis(20), Duration.ofSeconds(10)));
            heard.socket();

            assertThat(server.frame().first()).isEqualTo(PING); // The third, after two answers.
            assertThat(twice.getCount()).isZero();
            assertThat(heard.isOver()).isFalse();
        }
    }

    @Test
    void listenerThatThrowsHearsOfItAndTheServerToo() throws IOException {
        try (RawServer server = RawServer.sends(frame(TEXT, "one"), frame(TEXT, "two"))) {
            CompletableFuture<WebSocketException> failed = new CompletableFuture<>();
            client.stream.webSocket(WebSocketRequest.to(server.url("/")).build(), new WebSocketListener() {
                @Override
                public void text(WebSocket socket, String message) {
                    throw new IllegalStateException(message);
                }

                @Override
                public void closed(int code, String reason) {}

                @Override
                public void failed(WebSocketException failure) {
                    failed.complete(failure);
                    throw new IllegalStateException("again");
                }
            });

            WebSocketException failure = Heard.await(failed);
            assertThat(failure.kind()).isEqualTo(Kind.LISTENER);
            assertThat(failure).hasCause(new IllegalStateException("one"));
            assertThat(server.frame().code()).isEqualTo(1011);
        }
    }

    @Test
    void closedStreamEndsItsWebSockets() throws IOException {
        try (RawServer server = RawServer.sends()) {
            Client closing = new Client();
            Heard open = closing.opens(server.url("/"));
            open.socket();
            Heard.await(closing.stream.close().toCompletableFuture());
            Heard late = closing.opens(server.url("/"));

            assertThat(open.failure().reason()).isEqualTo("the stream was closed");
            assertThat(server.frame().code()).isEqualTo(1001);
            assertThat(late.failure().kind()).isEqualTo(Kind.CLOSED);
            assertThat(closing.armedTimeouts()).isZero();
            closing.close();
        }
    }

    @Test
    void endedWebSocketMakesRoomForAnotherConnection() throws IOException {
        try (RawServer server = RawServer.does(peer -> {
                    peer.sends(peer.accepts(), RawServer.close(1000, ""));
                    peer.socket().shutdownOutput();
                });
                Client narrow = new Client(o -> o.withLimits(PoolLimits.DEFAULTS.withConnections(1)))) {
            for (int i = 0; i < 3; i++) {
                assertThat(narrow.opens(server.url("/")).closed().code()).isEqualTo(1000);
            }
        }
    }

    @Test
    void openWebSocketsCountAsConnections() throws IOException {
        try (RawServer server = RawServer.sends();
                Client narrow = new Client(
                        o -> o.withLimits(PoolLimits.DEFAULTS.withConnections(1).withWaiting(0)))) {
            narrow.opens(server.url("/")).socket();

            assertThat(narrow.opens(server.url("/")).failure().kind()).isEqualTo(Kind.CONNECT);
        }
    }

    @Test
    void refusedConnectionIsTold() throws IOException {
        try (Socket deaf = new Socket()) { // has the port, so that nobody else gets it, and does not listen
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String place = "127.0.0.1:" + deaf.getLocalPort();

            WebSocketException failure = client.opens("ws://" + place + "/").failure();
            assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
            assertThat(failure.reason()).isEqualTo(place + " refused the connection");
        }
    }

    @Test
    void whatMayNotBeSentIsRefusedAtOnce() throws IOException {
        try (RawServer server = RawServer.sends()) {
            WebSocket socket = client.opens(server.url("/")).socket();

            assertThatIllegalArgumentException().isThrownBy(() -> socket.close(1005, ""));
            assertThatIllegalArgumentException().isThrownBy(() -> socket.close(1000, "é".repeat(62)));
            assertThatIllegalArgumentException().isThrownBy(() -> socket.send("half \uD83D of a pair"));
            socket.close(1000, "é".repeat(61));
            assertThat(server.frame().payload()).hasSize(2 + 122);
        }
    }
}
