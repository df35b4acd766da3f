package dev.rookery.host.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A person at a terminal. */
final class LineClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final BufferedReader lines;

    LineClient(InetSocketAddress server) throws IOException {
        // Small, so that a client that does not read is noticed soon.
        socket.setReceiveBufferSize(8 * 1024);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.connect(server, TIMEOUT_MILLIS);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    String address() {
        return socket.getLocalAddress().getHostAddress() + ':' + socket.getLocalPort();
    }

    void says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    void says(byte single) throws IOException {
        socket.getOutputStream().write(single);
    }

    /** The next line; waits for it. */
    String hears() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the server has closed the connection");
        }
        return line;
    }

    /** Whether the server closes the connection without a further word. */
    boolean hearsTheEnd() throws IOException {
        return lines.readLine() == null;
    }

    void endsItsSide() throws IOException {
        socket.shutdownOutput();
    }

    /** Resets the connection. */
    void vanishes() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
