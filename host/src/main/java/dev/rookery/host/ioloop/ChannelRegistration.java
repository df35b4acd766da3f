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
 * handler throws. From {@link #register} to {@link #forget} it is in the loop's map; all of it happens on the loop.
 */
final class ChannelRegistration extends NioSelectableChannelIoHandle<SelectableChannel> {

    private static final Logger log = LoggerFactory.getLogger(IoLoop.class);
    private static final int INPUT = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
    private static final int OUTPUT = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

    private final IoLoop loop;
    private final SelectableChannel channel;
    private final IoHandler handler;
    private @Nullable IoRegistration registration;
    private @Nullable IOException error;
    /** What the handler waits for, as bits of {@link IoEvent}. */
    private int interest;
    /** What the selection key waits for. */
    private int operations;

    ChannelRegistration(IoLoop loop, SelectableChannel channel, IoHandler handler) {
        super(channel);
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
    }

    void register(IoEventLoop eventLoop, int events) {
        requirePossible(events);
        Future<IoRegistration> registered = eventLoop.register(this);
        if (!registered.isSuccess()) {
            throw new IllegalStateException("cannot register channel=" + channel, registered.cause());
        }
        registration = registered.getNow();
        update(events);
    }

    void update(int events) {
        requirePossible(events);
        interest = events;
        submit();
    }

    void forget() {
        loop.forget(channel);
        if (registration != null) {
            registration.cancel();
        }
    }

    @Nullable
    IOException error() {
        return error;
    }

    /** Tells the handler that its channel is of no more use. */
    void fail(IOException reason) {
        // A handler before this one in the same turn may have removed it.
        if (loop.knows(this)) {
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
        if (!loop.knows(this)) {
            return;
        }
        if (loop.isStopping()) {
            loop.forget(channel);
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
        try {
            handler.ready(channel, IoEvent.set(events));
        } catch (IOException lost) {
            log.warn("channel given up: loop={} channel={} cause={}", loop, channel, lost.toString());
            abandon();
        } catch (Throwable thrown) {
            log.error("handler failed, channel given up: loop={} channel={}", loop, channel, thrown);
            abandon();
        }
        if (!channel.isOpen() && loop.knows(this)) {
            forget();
        }
    }

    /** Nobody hears of the channel any more: closed, it lets the peer know. */
    private void abandon() {
        if (!loop.knows(this)) {
            return;
        }
        forget();
        try {
            channel.close();
        } catch (IOException e) {
            log.warn("channel not closed cleanly: loop={} channel={} cause={}", loop, channel, e.toString());
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
            log.debug("channel was closed by somebody else: loop={} channel={}", loop, channel);
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

    private void requirePossible(int events) {
        int possible = channel.validOps();
        if (((events & IoEvent.READ.bit()) != 0 && (possible & INPUT) == 0)
                || ((events & IoEvent.WRITE.bit()) != 0 && (possible & SelectionKey.OP_WRITE) == 0)) {
            throw new IllegalArgumentException("channel is never ready for " + IoEvent.set(events) + ": " + channel
                    + " (expected: READ for channels that read or accept, WRITE for those that write)");
        }
    }
}
