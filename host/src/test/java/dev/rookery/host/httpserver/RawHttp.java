package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection as a client sees it, byte by byte: sends what it is told, reads answers with their exact header lines.
 */
public final class RawHttp implements AutoCloseable {

    /** An answer with its header lines as they came. */
    public record Answer(int status, List<String> headers, byte[] bytes) {

        public String body() {
            return new String(bytes, UTF_8);
        }

        /** The values of the header fields of exactly that spelling, in order. */
        public List<String> all(String name) {
            return headers.stream()
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .toList();
        }

        public String header(String name) {
            List<String> values = all(name);
            return values.isEmpty() ? "" : values.get(0);
        }
    }

    private final Socket socket = new Socket();
    private final InputStream in;

    public RawHttp(InetSocketAddress address) throws IOException {
        socket.connect(address, 60_000);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    public RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return this;
    }

    public RawHttp get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    /** Reads one answer; {@code bodiless} when none follows the head although a length is told. */
    public Answer read(boolean bodiless) throws IOException {
        String statusLine = line();
        List<String> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        Answer head = new Answer(Integer.parseInt(statusLine.split(" ", 3)[1]), headers, new byte[0]);
        if (bodiless || head.header("Content-Length").isEmpty()) {
            return head;
        }
        int length = Integer.parseInt(head.header("Content-Length"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body ended after " + body.length + " of " + length + " bytes");
        }
        return new Answer(head.status(), headers, body);
    }

    public Answer read() throws IOException {
        return read(false);
    }

    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended within a line: " + line.toString(ISO_8859_1));
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(UTF_8);
    }

    /** Whether the server closes without another byte. */
    public boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
