package dev.rookery.host.httpstream;

import java.time.Duration;

/**
 * Hears what happens in an {@link HttpStream}; every method does nothing unless it is overridden. Events nest, and
 * whatever has started ends:
 *
 * <pre>
 * chainStarted
 *   ( exchangeStarted
 *       ( connectionAcquired [ connected [ secured ] ] [ requestStarted [ responseStarted [ redirected ] ] ] )*
 *     exchangeEnded | exchangeFailed
 *     [ delayed ] )*
 * chainEnded
 * </pre>
 *
 * A connection is acquired more than once in an exchange that is redirected, or whose kept-alive connection turned out
 * to be dead. Readback and errorback are called after the exchange has ended. A chain that is cancelled before it began
 * is never heard of.
 *
 * <p>All of it is called on the stream's loop: it must not block. What a listener throws is logged and harms nobody.
 * Requests and responses hold secrets: see {@link TraceListener} for what may be written down.
 */
public interface HttpStreamListener {

    /** A chain begins. */
    default void chainStarted(Chain chain) {}

    /**
     * An exchange begins, and with it the request's time.
     *
     * @param attempt from 1; more than 1 only with a {@link RetryPolicy}
     */
    default void exchangeStarted(Chain chain, HttpRequest request, int attempt) {}

    /**
     * There is a connection for the request.
     *
     * @param reused whether it carried somebody before; else it is yet to be connected
     * @param took since the exchange, or the redirected request, wanted one
     */
    default void connectionAcquired(Chain chain, boolean reused, Duration took) {}

    /** The name is looked up and the connection there; TLS comes on top. Since it was acquired. */
    default void connected(Chain chain, Duration took) {}

    /** The TLS handshake is done. Since it was connected. */
    default void secured(Chain chain, Duration took) {}

    /** The request begins to go out; after a redirect it is another than that of the exchange. */
    default void requestStarted(Chain chain, HttpRequest request) {}

    /** The head of the response is there. Since the request began to go out. */
    default void responseStarted(Chain chain, HttpRequest request, int status, Duration took) {}

    /** The response is a redirect that is followed. */
    default void redirected(Chain chain, HttpRequest from, HttpRequest to) {}

    /** The response is whole. Since the exchange began. */
    default void exchangeEnded(Chain chain, HttpRequest request, HttpResponse response, Duration took) {}

    /**
     * There is no response. An exchange that is given up, because its chain is cancelled or closed or takes too long,
     * fails in phase {@link HttpStreamException.Phase#CLOSED}.
     */
    default void exchangeFailed(Chain chain, HttpRequest request, HttpStreamException failure) {}

    /** The chain waits before its next request, by its own will or because of a {@link RetryPolicy}. */
    default void delayed(Chain chain, Duration delay) {}

    /** The chain has ended. */
    default void chainEnded(Chain chain) {}
}
