package dev.rookery.host.httpstream;

/** A running chain of requests: what {@link HttpStream#add} started and {@link Next} continues. */
public interface Chain {

    /**
     * Ends the chain. The exchange under way is abandoned and its connection closed, a delay is forgotten, and once
     * this returns no readback or errorback of the chain begins. One that runs on the loop at this moment finishes, but
     * what it returns is ignored. Cancelling twice, or a chain that has ended, does nothing.
     *
     * <p>Any thread.
     */
    void cancel();
}
