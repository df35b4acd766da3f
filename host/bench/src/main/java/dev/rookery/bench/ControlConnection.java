package dev.rookery.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One keep-alive connection to the sandbox's control API, for one thread. A bare socket: the machine is shared with
 * what is measured, and an HTTP client costs more than the calls made here.
 */
final class ControlConnection implements AutoCloseable {

    /** How long an answer may be waited for beyond what the call itself asks for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket = new Socket();
    private final String host;
    private final InputStream in;

    ControlConnection(InetSocketAddress sandbox) throws IOException {
        host = "Host: " + sandbox.getAddress().getHostAddress() + ":" + sandbox.getPort() + "\r\n";
        socket.connect(sandbox, (int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream());
    }

    String get(String path) throws IOException {
        return call("GET " + path + " HTTP/1.1\r\n" + host + "\r\n");
    }

    /** Posts JSON that has ASCII characters only. */
    String post(String path, String json) throws IOException {
        return call("POST " + path + " HTTP/1.1\r\n" + host + "Content-Type: application/json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json);
    }

    private String call(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line();
        int length = 0;
        for (String field = line(); !field.isEmpty(); field = line()) {
            if (field.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        field.substring("content-length:".length()).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (!status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("the sandbox answered " + status + ": " + body);
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the sandbox closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
