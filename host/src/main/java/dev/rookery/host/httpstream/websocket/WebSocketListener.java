package dev.rookery.host.httpstream.websocket;

/**
 * Hears what becomes of a web socket: on the loop, one call at a time, never from within the call that opened it. Must
 * not block.
 *
 * <pre>
 * opened (text | binary)* (closed | failed)
 * failed                                      it never opened
 * </pre>
 *
 * <p>Exactly one of {@code closed} and {@code failed} is called, once, and it is the last call. A listener that throws
 * ends the socket: the server is told 1011, the listener {@code failed} with {@code LISTENER}; what {@code closed} or
 * {@code failed} throw is logged.
 */
public interface WebSocketListener {

    /** Messages may be sent from here on. */
    default void opened(WebSocket socket) {}

    /** A text has come. */
    default void text(WebSocket socket, String message) {}

    /** Bytes have come; the listener's to keep. */
    default void binary(WebSocket socket, byte[] message) {}

    /**
     * Both sides have said goodbye.
     *
     * @param code what the server said; 1005 if it gave no code
     * @param reason what the server said, empty if it gave none
     */
    void closed(int code, String reason);

    /** It did not open, or ended without a goodbye. */
    void failed(WebSocketException failure);
}
