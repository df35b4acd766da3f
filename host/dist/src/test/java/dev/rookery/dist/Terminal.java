package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code nc} does: a connection to the line network. */
final class Terminal implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final BufferedReader in;

    Terminal(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        socket = new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    Terminal type(String lines) throws IOException {
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Ends the input, as {@code printf … | nc} does. */
    Terminal endInput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    String read() throws IOException {
        return in.readLine();
    }

    /**
     * Holds a conversation: what follows {@code >} is said to the bot, the other lines are what it answers, in which
     * {@code …} stands for whatever there is.
     */
    void hold(String conversation) throws IOException {
        for (String line : conversation.lines().toList()) {
            if (line.startsWith("> ")) {
                type(line.substring(2) + "\n");
            } else {
                String expected =
                        Stream.of(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
                assertThat(read()).as(conversation).matches(expected);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
