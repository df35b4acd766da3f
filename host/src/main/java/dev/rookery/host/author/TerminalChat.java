package dev.rookery.host.author;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * A chat with the bot on the terminal: a connection to the line network, what is typed one way, what is answered the
 * other. Both ways have a thread each, which end when the network closes the connection, or with the process.
 */
public final class TerminalChat implements AutoCloseable {

    private final Socket socket;
    private final Reader typed;
    private final Consumer<String> out;

    private TerminalChat(Socket socket, Reader typed, Consumer<String> out) {
        this.socket = socket;
        this.typed = typed;
        this.out = out;
    }

    /**
     * Begins to chat.
     *
     * @param line where the line network listens
     * @param typed what is typed; its end ends nothing but the typing
     * @param out takes each line that the bot says, on a thread of the chat's
     * @return the chat, to be closed
     * @throws IOException if nobody listens
     */
    public static TerminalChat open(InetSocketAddress line, Reader typed, Consumer<String> out) throws IOException {
        TerminalChat chat = new TerminalChat(new Socket(line.getAddress(), line.getPort()), typed, out);
        start("terminal-typed", chat::say);
        start("terminal-answers", chat::hear);
        return chat;
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void say() {
        // Left open: closing it would close the chat, and answers may still come.
        try {
            BufferedReader lines = new BufferedReader(typed);
            Writer network = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                network.write(line);
                network.write('\n');
                network.flush();
            }
        } catch (IOException e) {
            tell(e);
        }
    }

    private void hear() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.accept(line);
            }
        } catch (IOException e) {
            tell(e);
        }
    }

    private void tell(IOException e) {
        if (!socket.isClosed()) {
            out.accept("the chat on the terminal has ended: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
