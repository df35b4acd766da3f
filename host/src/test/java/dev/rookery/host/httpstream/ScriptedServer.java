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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on loopback that does what it is told, byte by byte, also what no server should. Each request takes
 * the next line of the script, on whichever connection it arrives; when the script is over, requests are answered with
 * 200 and {@code ok}.
 */
final class ScriptedServer implements AutoCloseable {

    /** One request as it arrived; the server name is what TLS asked for, empty without. */
    record Received(
            int connection, String serverName, String line, List<Map.Entry<String, String>> headers, byte[] body) {

        String header(String name) {
            return headers.stream()
                    .filter(h -> h.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .reduce((a, b) -> a + " | " + b)
                    .orElse("");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * What to do with one request; the connection goes on if it is still open afterwards. Closing the stream ends TLS
     * first, as it should be done; closing the socket cuts it off.
     */
    @FunctionalInterface
    interface Deed {
        void doWith(Socket socket, OutputStream out) throws IOException, InterruptedException;
    }

    private static final int PATIENCE_SECONDS = 60;

    private final ServerSocket listening;
    private final @Nullable SSLContext tls;
    private final Consumer<SSLSocket> tlsSetup;
    private final Queue<Deed> script = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final BlockingQueue<Integer> hungUp = new LinkedBlockingQueue<>();

    private ScriptedServer(@Nullable SSLContext tls, Consumer<SSLSocket> tlsSetup) {
        this.tls = tls;
        this.tlsSetup = tlsSetup;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept, "scripted-server");
    }

    static ScriptedServer start() {
        return new ScriptedServer(null, plain -> {});
    }

    static ScriptedServer startTls(SSLContext identity) {
        return startTls(identity, socket -> {});
    }

    /** With something done to each socket before the handshake. */
    static ScriptedServer startTls(SSLContext identity, Consumer<SSLSocket> setup) {
        return new ScriptedServer(identity, setup);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** An address on this server. */
    String url(String path) {
        return at("127.0.0.1", path);
    }

    /** An address on this server by another name for it. */
    String at(String host, String path) {
        return (tls != null ? "https://" : "http://") + host + ":" + port() + path;
    }

    /** How many connections were accepted so far. */
    int connections() {
        return connections.get();
    }

    /** The next request that arrives or has arrived. */
    Received hears() {
        return next(received, "request");
    }

    boolean heardNothingMore() {
        return received.isEmpty();
    }

    /** Waits until a client closes a connection; its number. */
    int seesHangUp() {
        return next(hungUp, "hang-up");
    }

    ScriptedServer does(Deed deed) {
        script.add(deed);
        return this;
    }

    /** Sends exactly this. */
    ScriptedServer sends(String raw) {
        return sends(raw.getBytes(StandardCharsets.ISO_8859_1));
    }

    ScriptedServer sends(byte[] raw) {
        return does((socket, out) -> write(out, raw));
    }

    /** A proper answer with a length. */
    ScriptedServer answers(String status, String body, String... headers) {
        return answers(status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    ScriptedServer answers(String status, byte[] body, String... headers) {
        return sends(message(status, body, headers));
    }

    ScriptedServer redirects(String status, String location, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Location: " + location;
        return answers(status, "moved", all);
    }

    /** Sends this, then closes the connection as a server does that is done. */
    ScriptedServer sendsAndCloses(String raw) {
        return does((socket, out) -> {
            write(out, raw.getBytes(StandardCharsets.ISO_8859_1));
            out.close();
        });
    }

    /** Sends this, then cuts the connection off. */
    ScriptedServer sendsAndCuts(String raw) {
        return does((socket, out) -> {
            write(out, raw.getBytes(StandardCharsets.ISO_8859_1));
            socket.close();
        });
    }

    ScriptedServer cutsInsideTheBody() {
        return sendsAndCuts("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf an answer");
    }

    ScriptedServer cutsInsideTheHeader() {
        return sendsAndCuts("HTTP/1.1 200 OK\r\nContent-Le");
    }

    ScriptedServer cutsInsideAChunk() {
        return sendsAndCuts("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf");
    }

    ScriptedServer leavesOutTheLastChunk() {
        return sendsAndCuts("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
    }

    ScriptedServer closesBeforeTheFirstByte() {
        return does((socket, out) -> socket.close());
    }

    ScriptedServer resets() {
        return does((socket, out) -> {
            socket.setSoLinger(true, 0);
            socket.close();
        });
    }

    /** Sends this and then nothing until the client goes away or the server is closed. */
    ScriptedServer stallsAfter(String raw) {
        return does((socket, out) -> {
            write(out, raw.getBytes(StandardCharsets.ISO_8859_1));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }

    ScriptedServer stalls() {
        return stallsAfter("");
    }

    /** One byte at a time, each in a packet of its own as far as the system lets it. */
    ScriptedServer trickles(byte[] raw) {
        return does((socket, out) -> {
            socket.setTcpNoDelay(true);
            for (byte b : raw) {
                out.write(b);
                out.flush();
            }
        });
    }

    static byte[] message(String status, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        message.writeBytes(body);
        return message.toByteArray();
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
                int number = connections.incrementAndGet();
                thread(() -> serve(number, socket), "scripted-connection-" + number);
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(int number, Socket socket) {
        try (socket;
                Socket secured = secure(socket)) {
            InputStream in = new BufferedInputStream(secured.getInputStream());
            OutputStream out = secured.getOutputStream();
            String name = secured instanceof SSLSocket tls ? serverName(tls) : "";
            for (Received request = read(number, name, in); request != null; request = read(number, name, in)) {
                Deed deed = script.poll();
                received.add(request);
                if (deed == null) {
                    write(out, message("200 OK", "ok".getBytes(StandardCharsets.UTF_8)));
                } else {
                    deed.doWith(socket, out);
                }
                if (socket.isClosed()) {
                    return;
                }
            }
            hungUp.add(number);
        } catch (IOException | InterruptedException e) {
            hungUp.add(number); // The client went away in the middle, which is what many tests are about.
        } finally {
            sockets.remove(socket);
        }
    }

    private Socket secure(Socket socket) throws IOException {
        if (tls == null) {
            return socket;
        }
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        tlsSetup.accept(secured);
        secured.startHandshake();
        return secured;
    }

    private static String serverName(SSLSocket socket) {
        return ((ExtendedSSLSession) socket.getSession())
                .getRequestedServerNames().stream()
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                        .orElse("");
    }

    private static @Nullable Received read(int connection, String serverName, InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        int length = 0;
        boolean chunked = false;
        for (String field = line(in); field != null && !field.isEmpty(); field = line(in)) {
            int colon = field.indexOf(':');
            if (colon < 0) {
                throw new IOException("not a request");
            }
            String name = field.substring(0, colon);
            String value = field.substring(colon + 1).strip();
            headers.add(Map.entry(name, value));
            length = name.equalsIgnoreCase("Content-Length") ? Integer.parseInt(value) : length;
            chunked |= name.equalsIgnoreCase("Transfer-Encoding");
        }
        return new Received(connection, serverName, line, headers, chunked ? chunks(in) : in.readNBytes(length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String size = line(in); size != null && !size.equals("0"); size = line(in)) {
            body.writeBytes(in.readNBytes(Integer.parseInt(size, 16)));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(b);
        }
        return null;
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static <T> T next(BlockingQueue<T> queue, String what) {
        try {
            T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no " + what + " within " + PATIENCE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void thread(Runnable body, String name) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
