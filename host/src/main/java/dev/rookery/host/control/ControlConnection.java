package dev.rookery.host.control;

import dev.rookery.host.ioloop.IoEvent;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer at the control socket: reads a request, has it carried out, writes the answer, and reads the next. While a
 * request is carried out nothing is read. On the loop only.
 */
final class ControlConnection {

    /** How long a peer may take for a request, or for reading an answer. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int READ_BYTES = 8 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ControlConnection.class);

    private final IoLoop loop;
    private final SocketChannel peer;
    private final Function<List<String>, CompletionStage<Answer>> commands;
    private final Consumer<ControlConnection> closed;

    private byte[] request = new byte[READ_BYTES];
    private int length;
    private @Nullable ByteBuffer answer;
    private boolean last;
    private @Nullable Timer patience;

    ControlConnection(
            IoLoop loop,
            SocketChannel peer,
            Function<List<String>, CompletionStage<Answer>> commands,
            Consumer<ControlConnection> closed) {
        this.loop = loop;
        this.peer = peer;
        this.commands = commands;
        this.closed = closed;
    }

    void start() {
        loop.addHandler(peer, (channel, events) -> ready(events), Set.of(IoEvent.READ));
        beginPatience();
    }

    void close() {
        if (!peer.isOpen()) {
            return;
        }
        endPatience();
        loop.removeHandler(peer);
        try {
            peer.close();
        } catch (IOException e) {
            log.debug("peer of the control socket not closed cleanly cause={}", e.toString());
        }
        closed.accept(this);
    }

    private void ready(Set<IoEvent> events) {
        try {
            if (events.contains(IoEvent.ERROR)) {
                close();
            } else if (answer != null) {
                write();
            } else {
                read();
            }
        } catch (IOException gone) {
            log.debug("peer of the control socket is gone cause={}", gone.toString());
            close();
        }
    }

    private void read() throws IOException {
        if (length == request.length) {
            request = Arrays.copyOf(request, 2 * length);
        }
        int read = peer.read(ByteBuffer.wrap(request, length, request.length - length));
        if (read < 0) {
            close();
            return;
        }
        int from = length;
        length += read;
        for (int i = from; i < length; i++) {
            if (request[i] == '\n') {
                take(i);
                return;
            }
        }
        if (length >= Wire.MOST_REQUEST_BYTES) {
            last = true;
            tell(Answer.usage(
                    "the request is too long (expected: a line of at most " + Wire.MOST_REQUEST_BYTES + " bytes)"));
        }
    }

    /** A line is complete; what came behind it waits. */
    private void take(int end) throws IOException {
        byte[] line = Arrays.copyOf(request, end);
        System.arraycopy(request, end + 1, request, 0, length - end - 1);
        length -= end + 1;
        Optional<List<String>> words = Wire.words(line);
        if (words.isEmpty()) {
            last = true;
            tell(Answer.usage("not a request (expected: a line such as {\"words\":[\"plugin\",\"list\"]})"));
            return;
        }
        endPatience();
        loop.updateHandler(peer, IoEvent.NONE);
        commands.apply(words.get()).thenAccept(this::tellLater);
    }

    private void tellLater(Answer given) {
        try {
            loop.execute(() -> {
                try {
                    tell(given);
                } catch (IOException gone) {
                    close();
                }
            });
        } catch (RejectedExecutionException stopped) {
            log.debug("the host stopped before it could answer");
        }
    }

    private void tell(Answer given) throws IOException {
        if (!peer.isOpen()) {
            return;
        }
        answer = ByteBuffer.wrap(Wire.answer(given));
        beginPatience();
        loop.updateHandler(peer, Set.of(IoEvent.WRITE));
        write();
    }

    private void write() throws IOException {
        ByteBuffer left = answer;
        if (left == null) {
            return;
        }
        peer.write(left);
        if (left.hasRemaining()) {
            return;
        }
        answer = null;
        if (last) {
            close();
            return;
        }
        beginPatience();
        loop.updateHandler(peer, Set.of(IoEvent.READ));
        for (int i = 0; i < length; i++) {
            if (request[i] == '\n') {
                take(i);
                return;
            }
        }
    }

    private void beginPatience() {
        endPatience();
        patience = loop.schedule(PATIENCE, this::close);
    }

    private void endPatience() {
        if (patience != null) {
            patience.cancel();
            patience = null;
        }
    }
}
