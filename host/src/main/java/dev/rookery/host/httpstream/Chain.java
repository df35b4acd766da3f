package dev.rookery.host.httpstream;

import java.time.Duration;

/** A running chain of requests: what {@link HttpStream#add} started and {@link Next} continues. */
public interface Chain {

    /**
     * As it was given, or method and host of the first request; empty for a stand-in that was never added. Any thread.
     */
    default String name() {
        return "";
    }

    /**
     * Ends the chain. The exchange under way is abandoned and its connection closed, a delay is forgotten, and once
     * this returns no readback or errorback of the chain begins. One that runs on the loop at this moment finishes, but
     * what it returns is ignored. Cancelling twice, or a chain that has ended, does nothing.
     *
     * <p>Any thread.
     */
    void cancel();

    /**
     * Bounds the chain as a whole, delays included. If it has not ended so long from now, it ends as by
     * {@link #cancel()}, except that the errorback in force hears of it once, in phase
     * {@link HttpStreamException.Phase#CHAIN}; what that returns is ignored. Said again, it counts from then.
     *
     * <p>Any thread. A chain that has ended takes no notice, which is all that this default is for.
     *
     * @param time more than zero; without it a chain may go on for ever
     */
    default void endWithin(Duration time) {}
}
