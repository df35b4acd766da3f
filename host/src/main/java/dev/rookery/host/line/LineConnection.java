package dev.rookery.host.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.ioloop.IoEvent;
import dev.rookery.host.ioloop.IoHandler;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.ioloop.Timer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer: reads its lines, writes it answers. Lives on the loop altogether.
 *
 * <p>Open, it reads, except while {@link LineLimits#unhandledLines} lines wait to be handled: then what was read
 * already is kept and the rest left in the socket. Once the peer has ended its side, it is silent and waits until its
 * lines are handled, and for late answers as long as {@link LineLimits#linger} allows; a peer that has said nothing has
 * no answer to wait for. In all states what cannot be written at once waits in the queue. Closed, it is known to
 * nobody.
 */
final class LineConnection implements IoHandler, LineDecoder.Sink {

    /** One message on its way out. The buffer's position tells how much of it the socket has taken. */
    private record Outgoing(ByteBuffer bytes, MessageId id, CompletableFuture<SendResult> result) {}

    private static final Logger log = LoggerFactory.getLogger(LineConnection.class);

    private final LineAccount account;
    private final IoLoop loop;
    private final LineLimits limits;
    private final SocketChannel channel;
    private final Chat chat;
    private final LineDecoder decoder;
    private final Queue<Outgoing> queue = new ArrayDeque<>();
    private int queuedBytes;
    /** How many lines were told and not handled yet. */
    private int unhandled;
    /** What was read and not decoded while too many lines are unhandled; null while it is read on. */
    private @Nullable ByteBuffer held;

    private boolean heard;
    private boolean inputEnded;
    private boolean deaf;
    private boolean closed;
    /** The message that {@link #deadline} is for while there is a queue. */
    private @Nullable MessageId blocked;
    /** Runs while there is a queue, or the peer has ended its side and its lines are handled. */
    private @Nullable Timer deadline;

    LineConnection(LineAccount account, IoLoop loop, LineLimits limits, SocketChannel channel, Chat chat) {
        this.account = account;
        this.loop = loop;
        this.limits = limits;
        this.channel = channel;
        this.chat = chat;
        this.decoder = new LineDecoder(limits.lineBytes(), this);
    }

    Chat chat() {
        return chat;
    }

    void open() {
        loop.addHandler(channel, this, Set.of(IoEvent.READ));
    }

    /** Reads no further; what is said to the peer is still written. */
    void stopHearing() {
        deaf = true;
        held = null;
        listen();
    }

    @Override
    public void ready(SelectableChannel ready, Set<IoEvent> events) {
        try {
            if (events.contains(IoEvent.ERROR)) {
                close("its channel was closed");
                return;
            }
            if (events.contains(IoEvent.READ)) {
                read();
            }
            if (events.contains(IoEvent.WRITE) && !closed) {
                flush();
            }
        } catch (IOException lost) {
            close(lost.toString());
        } catch (RuntimeException bug) {
            close(bug.toString());
            throw bug;
        }
    }

    @Override
    public void line(String text) {
        if (!closed) {
            heard = true;
            unhandled++;
            account.heard(chat, text).whenComplete((done, failure) -> handledLater());
        }
    }

    @Override
    public boolean isFull() {
        return unhandled >= limits.unhandledLines();
    }

    @Override
    public void tooLong() {
        if (!closed) {
            enqueue(
                    ("line refused: longer than " + limits.lineBytes() + " bytes\n").getBytes(UTF_8),
                    new CompletableFuture<>());
        }
    }

    /**
     * Writes bytes to the peer, after those given before.
     *
     * @param bytes whole lines
     * @param result told what became of them: sent when the socket has taken them all
     */
    void enqueue(byte[] bytes, CompletableFuture<SendResult> result) {
        if (bytes.length > limits.queuedBytes()) {
            result.complete(new SendResult.Refused("the message has " + bytes.length + " bytes, the line network takes "
                    + limits.queuedBytes() + " at most"));
            return;
        }
        if (queuedBytes + bytes.length > limits.queuedBytes()) {
            close("it does not read");
            result.complete(new SendResult.Refused("the peer does not read and was disconnected"));
            return;
        }
        boolean first = queue.isEmpty();
        queue.add(new Outgoing(ByteBuffer.wrap(bytes), account.nextMessageId(), result));
        queuedBytes += bytes.length;
        if (first) {
            try {
                flush();
            } catch (IOException lost) {
                close(lost.toString());
            }
        }
    }

    /** Lets go of the peer. What waits for it was refused, except a message of which it has a part already. */
    void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        log.debug("connection closed: chat={} peer={} reason={}", chat.id(), chat.name(), reason);
        if (deadline != null) {
            deadline.cancel();
        }
        account.forget(this);
        loop.removeHandler(channel);
        try {
            channel.close();
        } catch (IOException e) {
            log.debug("connection not closed cleanly: chat={} cause={}", chat.id(), e.toString());
        }
        for (Outgoing left : queue) {
            left.result()
                    .complete(
                            left.bytes().position() > 0
                                    ? new SendResult.Unknown(
                                            "the connection was lost while the message was written: " + reason)
                                    : new SendResult.Refused("the connection was lost: " + reason));
        }
        queue.clear();
    }

    private void read() throws IOException {
        // One read a turn: the loop tells again what is left, after the others had theirs.
        ByteBuffer buffer = account.readBuffer().clear();
        if (channel.read(buffer) >= 0) {
            decode(buffer.flip());
            return;
        }
        inputEnded = true;
        decoder.end();
        if (!closed) {
            settle();
        }
    }

    private void decode(ByteBuffer bytes) {
        decoder.feed(bytes);
        if (!closed && isFull()) {
            // The read buffer is everybody's.
            held = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
            settle();
        }
    }

    /** On any thread. Always another turn, so that a line handled at once does not lead into the decoder at work. */
    private void handledLater() {
        try {
            loop.execute(this::handled);
        } catch (RejectedExecutionException stopped) {
            // The connection ended with its loop.
            log.trace("line handled after the end: chat={}", chat.id());
        }
    }

    private void handled() {
        unhandled--;
        if (closed) {
            return;
        }
        ByteBuffer rest = held;
        if (rest != null && unhandled <= limits.unhandledLines() / 2) {
            held = null;
            decode(rest);
        }
        if (!closed && (inputEnded || rest != null)) {
            settle();
        }
    }

    private void flush() throws IOException {
        for (Outgoing next = queue.peek(); next != null; next = queue.peek()) {
            queuedBytes -= channel.write(next.bytes());
            if (next.bytes().hasRemaining()) {
                break;
            }
            queue.remove();
            next.result().complete(new SendResult.Sent(next.id()));
        }
        settle();
    }

    /** Brings what the loop waits for and the running deadline in line with the state. */
    private void settle() {
        listen();
        Outgoing next = queue.peek();
        if (next != null && next.id().equals(blocked)) {
            return;
        }
        blocked = next == null ? null : next.id();
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
        if (next != null) {
            deadline = loop.schedule(limits.writeDeadline(), () -> close("it does not read"));
        } else if (inputEnded && !heard) {
            close("it has ended its side");
        } else if (unhandled > 0 && (inputEnded || held != null)) {
            // Each line that is handled begins this anew. While it is read no further, a peer that leaves is not seen.
            deadline = loop.schedule(limits.handling(), () -> close("nobody handles what it says"));
        } else if (inputEnded && unhandled == 0) {
            deadline = loop.schedule(limits.linger(), () -> close("it has ended its side"));
        }
    }

    private void listen() {
        Set<IoEvent> events = EnumSet.noneOf(IoEvent.class);
        if (!inputEnded && !deaf && held == null) {
            events.add(IoEvent.READ);
        }
        if (!queue.isEmpty()) {
            events.add(IoEvent.WRITE);
        }
        loop.updateHandler(channel, events);
    }
}
