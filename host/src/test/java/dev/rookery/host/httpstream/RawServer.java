package dev.rookery.host.httpstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP server on loopback that does nothing of its own: each connection has the next of the manners that were asked
 * for, or the usual one, and is closed when that is over. Texts have one character a byte.
 */
final class RawServer implements AutoCloseable {

    /** How one connection is treated; what the client does to it ends it. */
    @FunctionalInterface
    interface Manner {
        void treat(Peer client) throws IOException, InterruptedException;
    }

    /** An answer, whole. */
    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** As much as a client may be flooded with before it must have hung up. */
    private static final long FLOOD = 64L << 20;

    private static final int PATIENCE_MILLIS = 60_000;

    private final ServerSocket listening;
    private final Manner usual;
    private final Queue<Manner> manners = new ConcurrentLinkedQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);

    /** One that treats every connection in the same manner unless told otherwise. */
    RawServer(Manner usual) {
        this.usual = usual;
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    /** One that answers every request. */
    static RawServer start() {
        return new RawServer(client -> {
            while (client.readsRequest() != null) {
                client.sends(OK);
            }
        });
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The next connection is treated like this, the one after it in the manner that is asked for after this. */
    RawServer treatsNext(Manner manner) {
        manners.add(manner);
        return this;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                Manner next = manners.poll();
                thread(() -> treat(socket, next == null ? usual : next));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void treat(Socket socket, Manner manner) {
        try (socket) {
            socket.setTcpNoDelay(true);
            manner.treat(new Peer(socket, over));
        } catch (IOException | InterruptedException e) {
            // The client went away, which is what many tests are about.
        } finally {
            sockets.remove(socket);
        }
    }

    private static void thread(Runnable body) {
        Thread thread = new Thread(body, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** The client's end of one connection. */
    static final class Peer {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final CountDownLatch over;

        private Peer(Socket socket, CountDownLatch over) throws IOException {
            this.socket = socket;
            this.over = over;
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** Reads a request with its body; the head of it, null if the client has hung up. */
        String readsRequest() throws IOException {
            String head = readsHead();
            if (head != null) {
                int at = head.indexOf("Content-Length: ");
                in.readNBytes(at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at))));
            }
            return head;
        }

        /** Reads the head of a request and nothing of its body. */
        String readsHead() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                head.write(b);
                if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    return head.toString(StandardCharsets.ISO_8859_1);
                }
            }
            return null;
        }

        void reads(int bytes) throws IOException {
            // Not through the buffer, which would take more.
            socket.getInputStream().readNBytes(bytes);
        }

        void sends(String text) throws IOException {
            sends(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void sends(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /** Sends the same again and again until the client hangs up, or has had more than any client should take. */
        void floods(String text) throws IOException {
            byte[] many = text.repeat(4096 / text.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
            for (long sent = 0; sent < FLOOD; sent += many.length) {
                out.write(many);
            }
        }

        /** Sends the same every two milliseconds until the client hangs up. */
        void dribbles(String text) throws IOException, InterruptedException {
            while (!waits(2)) {
                sends(text);
            }
        }

        /** Waits; true when the server is closed. */
        boolean waits(long millis) throws InterruptedException {
            return over.await(millis, TimeUnit.MILLISECONDS);
        }

        /** Ends its own side only. */
        void ends() throws IOException {
            socket.shutdownOutput();
        }

        void resets() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Reads until the client hangs up, which it should. */
        void waitsForHangUp() throws IOException {
            socket.setSoTimeout(PATIENCE_MILLIS);
            in.skip(Long.MAX_VALUE);
            while (in.read() >= 0) {
                in.skip(Long.MAX_VALUE);
            }
        }

        /** Passes on what the client sends, and the first so many bytes of what comes back; how many that were. */
        int relays(int port, int most) throws IOException {
            try (Socket behind = new Socket(InetAddress.getLoopbackAddress(), port)) {
                behind.setTcpNoDelay(true);
                thread(() -> {
                    try {
                        socket.getInputStream().transferTo(behind.getOutputStream());
                        behind.shutdownOutput();
                    } catch (IOException e) {
                        // One of the two has gone away.
                    }
                });
                int relayed = 0;
                byte[] bytes = new byte[4096];
                InputStream back = behind.getInputStream();
                while (relayed < most) {
                    int read = back.read(bytes, 0, Math.min(bytes.length, most - relayed));
                    if (read < 0) {
                        break;
                    }
                    out.write(bytes, 0, read);
                    relayed += read;
                }
                return relayed;
            }
        }
    }
}
