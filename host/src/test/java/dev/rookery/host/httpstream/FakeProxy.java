package dev.rookery.host.httpstream;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A proxy on loopback, for CONNECT or SOCKS5, for which every name leads to loopback. It wants the user {@code ada}
 * with the password {@code tr0ub4dor} when it is told to, and can refuse, cut and keep silent.
 */
final class FakeProxy implements AutoCloseable {

    enum Mood {
        OPEN,
        WANTS_CREDENTIALS,
        REFUSES,
        CUTS,
        KEEPS_SILENT,
        BABBLES
    }

    private static final int PATIENCE_SECONDS = 60;

    private final ServerSocket listening;
    private final boolean socks;
    private final BlockingQueue<String> destinations = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> hungUp = new LinkedBlockingQueue<>();
    private volatile Mood mood = Mood.OPEN;

    private FakeProxy(boolean socks) {
        this.socks = socks;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    static FakeProxy http() {
        return new FakeProxy(false);
    }

    static FakeProxy socks5() {
        return new FakeProxy(true);
    }

    FakeProxy is(Mood other) {
        mood = other;
        return this;
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Where it was asked to lead to next. */
    String leadsTo() {
        return next(destinations);
    }

    boolean leadsNowhereElse() {
        return destinations.isEmpty();
    }

    /** Waits until a client that it does not serve is gone. */
    void seesHangUp() {
        next(hungUp);
    }

    private static String next(BlockingQueue<String> queue) {
        try {
            String next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing within " + PATIENCE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        try {
            while (!listening.isClosed()) {
                Socket client = listening.accept();
                thread(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            OutputStream out = client.getOutputStream();
            Integer port = socks ? speakSocks(in, out) : speakHttp(in, out);
            if (port == null) {
                in.readAllBytes();
                hungUp.add("gone");
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                thread(() -> copy(server, client));
                client.getInputStream().transferTo(server.getOutputStream());
            }
        } catch (IOException e) {
            hungUp.add("gone"); // One of the two went away.
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two went away.
        }
    }

    /** The port to lead to; null if it does not. */
    private Integer speakHttp(DataInputStream in, OutputStream out) throws IOException {
        String head = head(in);
        String[] line = head.lines().findFirst().orElse("").split(" ");
        if (!line[0].equals("CONNECT")) {
            throw new IOException("not CONNECT");
        }
        String credentials = Base64.getEncoder().encodeToString("ada:tr0ub4dor".getBytes(StandardCharsets.UTF_8));
        boolean known = head.toLowerCase().contains("proxy-authorization: basic " + credentials.toLowerCase());
        String answer = switch (mood) {
            case WANTS_CREDENTIALS -> known ? "200 Fine" : "407 Who is <this>?";
            case REFUSES -> "403 Go away";
            case BABBLES -> "babble";
            default -> "200 Fine";
        };
        if (mood == Mood.CUTS) {
            throw new IOException("as told");
        }
        if (mood == Mood.KEEPS_SILENT) {
            return null;
        }
        String further = answer.startsWith("200") ? "" : "Content-Length: 0\r\n";
        out.write((mood == Mood.BABBLES ? "220 smtp ready\r\n" : "HTTP/1.1 " + answer + "\r\n" + further + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        if (!answer.startsWith("200")) {
            return null;
        }
        destinations.add(line[1]);
        return Integer.valueOf(line[1].substring(line[1].lastIndexOf(':') + 1));
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.write(b);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    /** RFC 1928 and 1929. */
    private Integer speakSocks(DataInputStream in, OutputStream out) throws IOException {
        in.readByte();
        byte[] methods = in.readNBytes(in.readUnsignedByte());
        if (mood == Mood.BABBLES) {
            out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return null;
        }
        boolean password = mood == Mood.WANTS_CREDENTIALS;
        boolean offered = new String(methods, StandardCharsets.ISO_8859_1).indexOf(password ? 2 : 0) >= 0;
        out.write(new byte[] {5, (byte) (offered ? password ? 2 : 0 : 0xFF)});
        if (!offered) {
            return null;
        }
        if (password) {
            in.readByte();
            String user = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
            String secret = new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
            boolean known = user.equals("ada") && secret.equals("tr0ub4dor");
            out.write(new byte[] {1, (byte) (known ? 0 : 1)});
            if (!known) {
                return null;
            }
        }
        in.readNBytes(3);
        int type = in.readUnsignedByte();
        String host = type == 3
                ? new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII)
                : InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16)).getHostAddress();
        int port = in.readUnsignedShort();
        out.write(new byte[] {5, (byte) (mood == Mood.REFUSES ? 2 : 0), 0, 1, 0, 0, 0, 0, 0, 0});
        if (mood == Mood.REFUSES) {
            return null;
        }
        destinations.add(host + ":" + port);
        return port;
    }

    private static void thread(Runnable body) {
        Thread thread = new Thread(body, "fake-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
