package dev.rookery.host.ioloop;

import java.nio.channels.SelectableChannel;
import java.util.Set;

/** What is called when a channel is ready. Always on the loop's thread, hence it must not block. */
@FunctionalInterface
public interface IoHandler {

    /**
     * Deals with what the channel is ready for. Readiness is level-triggered: what is left undone is told again in the
     * next turn of the loop.
     *
     * <p>A channel that is closed in here is forgotten by the loop as if it had been removed. After
     * {@link IoEvent#ERROR} on a closed channel the handler is removed and not called again;
     * {@link IoLoop#error(SelectableChannel)} tells the reason during the call.
     *
     * @param channel the channel that is ready
     * @param events what it is ready for: those the handler waits for, and ERROR; never empty, immutable
     * @throws Exception to give the channel up: it is logged, the handler is removed and the channel closed, the loop
     *     goes on. An {@link java.io.IOException} counts as a mood of the network (one line), anything else as a bug
     *     (with its stack)
     */
    void ready(SelectableChannel channel, Set<IoEvent> events) throws Exception;
}
