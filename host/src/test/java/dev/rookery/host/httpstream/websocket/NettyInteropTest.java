package dev.rookery.host.httpstream.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.httpstream.TestIdentity;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web socket against Netty's server: both sides of compression, closing, TLS. */
class NettyInteropTest {

    @Test
    void messagesOfEverySizeComeBackCompressedOrNot() throws InterruptedException {
        try (NettyServer server = new NettyServer(null);
                Client client = new Client()) {
            Heard heard =
                    client.opens(WebSocketRequest.to(server.url("127.0.0.1")).subprotocol("chat"));
            WebSocket socket = heard.socket();
            assertThat(socket.subprotocol()).isEqualTo("chat");
            for (String text : new String[] {"", "short", "penguin 🐧 ".repeat(20_000), "again ".repeat(100)}) {
                socket.send(text);

                assertThat(heard.message()).isEqualTo(text);
                assertThat(server.hearsCompressed()).isEqualTo(text.length() >= 128);
            }
            byte[] noise = new byte[1 << 20];
            new Random(7).nextBytes(noise);
            socket.send(noise);
            assertThat((byte[]) heard.message()).isEqualTo(noise);
        }
    }

    @Test
    void compressionIsNotUsedUnlessOffered() throws InterruptedException {
        try (NettyServer server = new NettyServer(null);
                Client client = new Client()) {
            Heard heard =
                    client.opens(WebSocketRequest.to(server.url("127.0.0.1")).uncompressed());
            heard.socket().send("long ".repeat(100));

            assertThat(heard.message()).isEqualTo("long ".repeat(100));
            assertThat(server.hearsCompressed()).isFalse();
        }
    }

    @Test
    void bothSidesMayCloseFirst() {
        try (NettyServer server = new NettyServer(null);
                Client client = new Client()) {
            Heard told = client.opens(server.url("127.0.0.1"));
            told.socket().send("bye");
            assertThat(told.closed()).isEqualTo(new Heard.Closed(4000, "you said so"));

            Heard asked = client.opens(server.url("127.0.0.1"));
            asked.socket().close(1001, "home");
            assertThat(asked.closed().code()).isEqualTo(1001);
            assertThat(asked.tooMuch()).isEmpty();
        }
    }

    @Test
    void wssSpeaksTls(@TempDir Path folder) {
        TestIdentity identity = TestIdentity.of(folder, "server", "dns:localhost,ip:127.0.0.1");
        try (NettyServer server = new NettyServer(identity.server());
                Client trusting = new Client(o -> o.withTrust(identity.pem()));
                Client other = new Client()) {
            Heard heard = trusting.opens(server.url("localhost"));
            heard.socket().send("secret");
            assertThat(heard.message()).isEqualTo("secret");
            heard.socket().close();
            assertThat(heard.closed().code()).isEqualTo(1000);

            WebSocketException refused = other.opens(server.url("localhost")).failure();
            assertThat(refused.kind()).isEqualTo(WebSocketException.Kind.CONNECT);
            assertThat(refused.reason()).contains("is not trusted");
        }
    }
}
