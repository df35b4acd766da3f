package dev.rookery.host.httpstream.websocket;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A web socket server on loopback that does what it is told, byte by byte, also what no server should. It computes and
 * reads by itself what the client computes and writes, and keeps what the client sent.
 */
final class RawServer implements AutoCloseable {

    static final int TEXT = 0x81;
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    static final int PING = 0x89;
    static final int PONG = 0x8A;
    static final int RSV1 = 0x40;

    /** One frame as the client sent it; the payload unmasked. */
    record Frame(int first, int mask, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a Close frame. */
        int code() {
            return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    /** What to do with a connection whose request was read; afterwards what comes is read until the end. */
    @FunctionalInterface
    interface Deed {
        void doWith(Peer peer) throws IOException, InterruptedException;
    }

    /** The client as the server sees it. */
    record Peer(Socket socket, OutputStream out, Map<String, String> fields) {

        void sends(byte[]... pieces) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] piece : pieces) {
                all.writeBytes(piece);
            }
            out.write(all.toByteArray());
            out.flush();
        }

        void sends(String latin1) throws IOException {
            sends(latin1.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** A proper 101 with further fields. */
        byte[] accepts(String... more) {
            StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n"
                    + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: " + accept() + "\r\n");
            for (String field : more) {
                head.append(field).append("\r\n");
            }
            return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        }

        String accept() {
            try {
                String all = fields.get("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
                return Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-1").digest(all.getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final ServerSocket listening;
    private final Deed deed;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final LinkedBlockingQueue<List<String>> requests = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> hangUps = new LinkedBlockingQueue<>();

    private RawServer(Deed deed) {
        this.deed = deed;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    static RawServer does(Deed deed) {
        return new RawServer(deed);
    }

    /** One that opens the web socket and sends these bytes right behind. */
    static RawServer sends(byte[]... frames) {
        return new RawServer(peer -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(peer.accepts());
            for (byte[] frame : frames) {
                all.writeBytes(frame);
            }
            peer.sends(all.toByteArray());
        });
    }

    /** A frame as servers send it, not masked. */
    static byte[] frame(int first, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(payload.length + 10).put((byte) first);
        if (payload.length < 126) {
            out.put((byte) payload.length);
        } else if (payload.length < 1 << 16) {
            out.put((byte) 126).putShort((short) payload.length);
        } else {
            out.put((byte) 127).putLong(payload.length);
        }
        byte[] frame = new byte[out.put(payload).position()];
        out.flip().get(frame);
        return frame;
    }

    static byte[] frame(int first, String payload) {
        return frame(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return frame(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    String url(String path) {
        return "ws://127.0.0.1:" + listening.getLocalPort() + path;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The lines of the next request. */
    List<String> request() {
        return next(requests, "request");
    }

    /** The next frame of any client. */
    Frame frame() {
        return next(frames, "frame");
    }

    boolean heardNoFrame() {
        return frames.isEmpty();
    }

    /** Waits until a client closes a connection. */
    void seesHangUp() {
        next(hangUps, "hang-up");
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket socket = listening.accept();
                sockets.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            List<String> lines = new ArrayList<>();
            Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                lines.add(line);
                int colon = line.indexOf(": ");
                if (colon > 0) {
                    fields.put(line.substring(0, colon), line.substring(colon + 2));
                }
            }
            requests.add(lines);
            deed.doWith(new Peer(socket, socket.getOutputStream(), fields));
            while (!socket.isClosed()) {
                frames.add(read(in));
            }
        } catch (EOFException e) {
            hangUps.add("end");
        } catch (IOException | InterruptedException e) {
            hangUps.add(e.toString());
        }
    }

    private static Frame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if (second < 0x80) {
            throw new IOException("a client's frame is not masked");
        }
        int length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        int mask = in.readInt();
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= (byte) (mask >>> (24 - 8 * (i % 4)));
        }
        return new Frame(first, mask, payload);
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.readUnsignedByte(); b != '\n'; b = in.readUnsignedByte()) {
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    private static <T> T next(LinkedBlockingQueue<T> queue, String what) {
        try {
            T next = queue.poll(Heard.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no " + what + " within " + Heard.PATIENCE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void thread(Runnable body) {
        Thread thread = new Thread(body, "raw-web-socket-server");
        thread.setDaemon(true);
        thread.start();
    }
}
