package dev.rookery.host.ioloop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/** The classic non-blocking echo server: accept, READ, queue, WRITE, READ. */
final class EchoServer {

    private final IoLoop loop;
    private final ServerSocketChannel server;

    EchoServer(IoLoop loop) throws IOException {
        this.loop = loop;
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        loop.execute(() -> loop.addHandler(server, (channel, events) -> accept(), Set.of(IoEvent.READ)));
    }

    SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    private void accept() throws IOException {
        for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
            peer.configureBlocking(false);
            SocketChannel client = peer;
            ByteBuffer queue = ByteBuffer.allocate(4096);
            loop.addHandler(client, (channel, events) -> echo(client, queue, events), Set.of(IoEvent.READ));
        }
    }

    private void echo(SocketChannel client, ByteBuffer queue, Set<IoEvent> events) throws IOException {
        if (events.contains(IoEvent.READ)) {
            if (client.read(queue) < 0) {
                client.close();
                return;
            }
            queue.flip();
            loop.updateHandler(client, Set.of(IoEvent.WRITE));
        } else {
            client.write(queue);
            if (!queue.hasRemaining()) {
                queue.clear();
                loop.updateHandler(client, Set.of(IoEvent.READ));
            }
        }
    }
}
