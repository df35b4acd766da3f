package dev.rookery.host.ioloop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EchoServerTest {

    private final IoLoop loop = new IoLoop("echo-test");

    @AfterEach
    void stopLoop() throws Exception {
        loop.stop().toCompletableFuture().get(10, SECONDS);
    }

    @Test
    void hundredConnectionsHearTheirOwnWordsInOrder() throws Exception {
        EchoServer server = new EchoServer(loop);
        List<SocketChannel> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(SocketChannel.open(server.address()));
        }
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).write(UTF_8.encode(words(round, i)));
            }
            for (int i = 0; i < clients.size(); i++) {
                assertThat(read(clients.get(i), words(round, i).length())).isEqualTo(words(round, i));
            }
        }
        for (SocketChannel client : clients) {
            client.shutdownOutput();
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            client.close();
        }
    }

    private static String words(int round, int client) {
        return "round " + round + " client " + client + " says " + "x".repeat(client * 10);
    }

    private static String read(SocketChannel client, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && client.read(buffer) >= 0) {}
        return UTF_8.decode(buffer.flip()).toString();
    }
}
