package dev.rookery.host.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The command line's side: one request to the host that runs on a data folder, and its answer. Blocks its caller. */
public final class ControlClient {

    private static final int READ_BYTES = 64 * 1024;

    private ControlClient() {}

    /**
     * Has a command carried out.
     *
     * @param data the data folder of the host
     * @param words the command
     * @param patience how long the answer may take
     * @return the answer; empty if no host runs there
     * @throws IOException with a sentence for the operator, if one runs and cannot be asked or does not answer
     */
    public static Optional<Answer> ask(Path data, List<String> words, Duration patience) throws IOException {
        Path path = data.resolve(Wire.NAME).toAbsolutePath();
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        byte[] request = Wire.request(words);
        if (request.length > Wire.MOST_REQUEST_BYTES) {
            return Optional.of(
                    Answer.usage("the command is too long (expected: at most " + Wire.MOST_REQUEST_BYTES + " bytes)"));
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            return Optional.of(Wire.answer(exchange(channel, request, patience)));
        } catch (ConnectException left) {
            // A socket whose process is gone refuses.
            return Optional.empty();
        }
    }

    private static byte[] exchange(SocketChannel channel, byte[] request, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        ByteBuffer out = ByteBuffer.wrap(request);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            while (true) {
                long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
                if (left <= 0 || selector.select(left) == 0) {
                    throw new IOException("the host did not answer within " + patience.toSeconds() + " s");
                }
                selector.selectedKeys().clear();
                if (out.hasRemaining()) {
                    channel.write(out);
                    key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
                } else if (received(channel, in, line)) {
                    return line.toByteArray();
                }
            }
        }
    }

    /** Whether the line is complete. */
    private static boolean received(SocketChannel channel, ByteBuffer in, ByteArrayOutputStream line)
            throws IOException {
        if (channel.read(in.clear()) < 0) {
            throw new IOException("the host went away before it answered");
        }
        in.flip();
        while (in.hasRemaining()) {
            byte next = in.get();
            if (next == '\n') {
                return true;
            }
            line.write(next);
        }
        if (line.size() > Wire.MOST_ANSWER_BYTES) {
            throw new IOException("the host's answer does not end");
        }
        return false;
    }
}
