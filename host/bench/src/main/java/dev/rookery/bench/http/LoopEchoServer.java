package dev.rookery.bench.http;

import dev.rookery.host.ioloop.IoEvent;
import dev.rookery.host.ioloop.IoHandler;
import dev.rookery.host.ioloop.IoLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;

/**
 * The classic echo server on {@link IoLoop}, in two styles: {@code toggling} reads when it is told READ, then waits for
 * WRITE, writes, and waits for READ again; {@code direct} answers at once from READ and waits for WRITE only when the
 * peer is slow. The same program as {@code echo.py}.
 *
 * <p>See {@link EchoProgram}.
 */
final class LoopEchoServer {

    private static final Set<IoEvent> READ = Set.of(IoEvent.READ);
    private static final Set<IoEvent> WRITE = Set.of(IoEvent.WRITE);
    private static final int BUFFER_BYTES = 4096;
    private static final int BACKLOG = 1024;

    private final IoLoop loop;
    private final ServerSocketChannel server;
    private final boolean toggling;

    private LoopEchoServer(IoLoop loop, ServerSocketChannel server, boolean toggling) {
        this.loop = loop;
        this.server = server;
        this.toggling = toggling;
    }

    /** Where the process starts. */
    public static void main(String[] args) throws IOException {
        EchoProgram program = EchoProgram.parse(args);
        ServerSocketChannel server = ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), program.port()), BACKLOG);
        server.configureBlocking(false);
        IoLoop loop = new IoLoop("echo");
        LoopEchoServer echo = new LoopEchoServer(loop, server, program.toggling());
        loop.execute(() -> loop.addHandler(server, (channel, events) -> echo.accept(), READ));
        EchoProgram.serve(server.getLocalAddress());
    }

    private void accept() throws IOException {
        for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
            peer.configureBlocking(false);
            loop.addHandler(peer, toggling ? new Toggling(peer) : new Direct(peer), READ);
        }
    }

    private final class Toggling implements IoHandler {

        private final SocketChannel peer;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

        Toggling(SocketChannel peer) {
            this.peer = peer;
        }

        @Override
        public void ready(SelectableChannel channel, Set<IoEvent> events) throws IOException {
            if (events.contains(IoEvent.READ)) {
                if (peer.read(buffer) < 0) {
                    peer.close();
                    return;
                }
                buffer.flip();
                loop.updateHandler(peer, WRITE);
            } else {
                peer.write(buffer);
                if (!buffer.hasRemaining()) {
                    buffer.clear();
                    loop.updateHandler(peer, READ);
                }
            }
        }
    }

    private final class Direct implements IoHandler {

        private final SocketChannel peer;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

        Direct(SocketChannel peer) {
            this.peer = peer;
        }

        @Override
        public void ready(SelectableChannel channel, Set<IoEvent> events) throws IOException {
            boolean slow = events.contains(IoEvent.WRITE);
            if (!slow) {
                if (peer.read(buffer) < 0) {
                    peer.close();
                    return;
                }
                buffer.flip();
            }
            peer.write(buffer);
            if (buffer.hasRemaining()) {
                loop.updateHandler(peer, WRITE);
                return;
            }
            buffer.clear();
            if (slow) {
                loop.updateHandler(peer, READ);
            }
        }
    }
}
