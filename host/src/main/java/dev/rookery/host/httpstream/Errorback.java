package dev.rookery.host.httpstream;

/** Hears of a request that got no response and says what comes next in the chain. Called on the event loop. */
@FunctionalInterface
public interface Errorback {

    /**
     * Hears of one failure. What it throws is logged and ends the chain.
     *
     * @param failure what went wrong, where and after how long
     * @return what comes next; ignored after {@link HttpStreamException.Phase#CLOSED}, when nothing can follow
     */
    Next failed(HttpStreamException failure);
}
