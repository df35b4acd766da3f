package dev.rookery.host.ioloop;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel on the loop: translates between our events and the operations of its selection key, and contains what its
 * handler throws. Between handlers it is parked: its key stays with the selector and waits for nothing. All of it
 * happens on the loop.
 */
final class ChannelRegistration extends NioSelectableChannelIoHandle<SelectableChannel> {

    private static final Logger log = LoggerFactory.getLogger(IoLoop.class);
    private static final int INPUT = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
    private static final int OUTPUT = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

    private final WatchedChannels watched;
    private final SelectableChannel channel;
    /** Null while parked. */
    private @Nullable IoHandler handler;

    private @Nullable IoRegistration registration;
    private @Nullable IOException error;
    /** What the handler waits for, as bits of {@link IoEvent}. */
    private int interest;
    /** What the selection key waits for. */
    private int operations;

    ChannelRegistration(WatchedChannels watched, SelectableChannel channel) {
        super(channel);
        this.watched = watched;
        this.channel = channel;
    }

    void register(IoEventLoop eventLoop) {
        Future<IoRegistration> registered = eventLoop.register(this);
        if (!registered.isSuccess()) {
            throw new IllegalStateException("cannot register channel=" + channel, registered.cause());
        }
        registration = registered.getNow();
    }

    void begin(IoHandler newHandler, int events) {
        handler = newHandler;
        update(events);
    }

    void update(int events) {
        interest = events;
        submit();
    }

    void park() {
        handler = null;
        update(0);
    }

    boolean isParked() {
        return handler == null;
    }

    void cancel() {
        if (registration != null) {
            registration.cancel();
        }
    }

    SelectableChannel channel() {
        return channel;
    }

    @Nullable
    IOException error() {
        return error;
    }

    /** Tells the handler that its channel is of no more use. */
    void fail(IOException reason) {
        // A handler before this one in the same turn may have removed it.
        if (watched.knows(this)) {
            error = reason;
            deliver(IoEvent.ERROR.bit());
        }
    }

    @Override
    protected void handle(SelectableChannel ready, SelectionKey key) {
        int readyOperations;
        try {
            readyOperations = key.readyOps();
        } catch (CancelledKeyException closedByAnotherThread) {
            fail(new ClosedChannelException());
            return;
        }
        if ((operations & SelectionKey.OP_CONNECT) != 0 && !finishConnect((SocketChannel) channel)) {
            return;
        }
        int events = 0;
        if ((readyOperations & INPUT) != 0) {
            events |= IoEvent.READ.bit();
        }
        if ((readyOperations & OUTPUT) != 0) {
            events |= IoEvent.WRITE.bit();
        }
        // The key was selected before the other handlers of this turn ran; they may have changed what is waited for.
        events &= interest;
        if (events != 0) {
            deliver(events);
        }
    }

    /**
     * Called by Netty in two cases: the loop ends, or the key turned out cancelled after it was selected. The latter
     * happens to a channel that an earlier handler of the same turn removed, and must leave that channel alone: it may
     * have been added again.
     */
    @Override
    public void close() throws IOException {
        if (!watched.knows(this)) {
            return;
        }
        if (watched.loop().isStopping()) {
            watched.forget(this);
            channel.close();
        } else {
            fail(new ClosedChannelException());
        }
    }

    /** Names the channel in Netty's logs. */
    @Override
    public String toString() {
        return channel.toString();
    }

    private boolean finishConnect(SocketChannel socket) {
        try {
            if (!socket.finishConnect()) {
                return false;
            }
        } catch (IOException refused) {
            fail(refused);
            return false;
        }
        submit();
        return true;
    }

    private void deliver(int events) {
        IoHandler called = handler;
        if (called == null) {
            return;
        }
        try {
            called.ready(channel, IoEvent.set(events));
        } catch (IOException lost) {
            log.warn("channel given up: loop={} channel={} cause={}", watched.loop(), channel, lost.toString());
            abandon(called);
        } catch (Throwable thrown) {
            log.error("handler failed, channel given up: loop={} channel={}", watched.loop(), channel, thrown);
            abandon(called);
        }
        if (!channel.isOpen()) {
            watched.forget(this);
        }
    }

    /** Nobody hears of the channel any more: closed, it lets the peer know. Unless it has another handler by now. */
    private void abandon(IoHandler failed) {
        if (handler != failed || !watched.knows(this)) {
            return;
        }
        watched.forget(this);
        try {
            channel.close();
        } catch (IOException e) {
            log.warn("channel not closed cleanly: loop={} channel={} cause={}", watched.loop(), channel, e.toString());
        }
    }

    private void submit() {
        int wanted = operationsOf(interest);
        if (wanted == operations || registration == null) {
            return;
        }
        operations = wanted;
        try {
            registration.submit(NioIoOps.valueOf(wanted));
        } catch (CancelledKeyException closedByAnotherThread) {
            log.debug("channel was closed by somebody else: loop={} channel={}", watched.loop(), channel);
        }
    }

    private int operationsOf(int events) {
        if (channel instanceof SocketChannel socket && socket.isConnectionPending()) {
            // Nothing else can happen before; without it, nobody would finish the connect of one who waits for READ.
            return (events & ~IoEvent.ERROR.bit()) == 0 ? 0 : SelectionKey.OP_CONNECT;
        }
        int ready = 0;
        if ((events & IoEvent.READ.bit()) != 0) {
            ready |= channel.validOps() & INPUT;
        }
        if ((events & IoEvent.WRITE.bit()) != 0) {
            ready |= SelectionKey.OP_WRITE;
        }
        return ready;
    }

    static void requirePossible(SelectableChannel channel, int events) {
        int possible = channel.validOps();
        if (((events & IoEvent.READ.bit()) != 0 && (possible & INPUT) == 0)
                || ((events & IoEvent.WRITE.bit()) != 0 && (possible & SelectionKey.OP_WRITE) == 0)) {
            throw new IllegalArgumentException("channel is never ready for " + IoEvent.set(events) + ": " + channel
                    + " (expected: READ for channels that read or accept, WRITE for those that write)");
        }
    }
}
