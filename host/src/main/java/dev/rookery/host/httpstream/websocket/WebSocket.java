package dev.rookery.host.httpstream.websocket;

import java.util.concurrent.CompletionStage;

/**
 * A web socket, for sending; what comes is heard by its {@link WebSocketListener}. Any thread may call; messages of one
 * thread leave in its order, and in the order of the calls if they come from the loop.
 *
 * <p>A message that cannot go out fails its stage with a {@link WebSocketException}: {@code NOT_OPEN} before the
 * listener was told {@code opened} and after closing has begun; {@code FULL} when too much waits already, which harms
 * neither the socket nor what waits: wait for a stage of an earlier message, then send again.
 */
public interface WebSocket {

    /** What a message counts beyond its own bytes among those that wait to go out. */
    int MESSAGE_OVERHEAD = 64;

    /** The longest reason that a close can carry, in UTF-8. */
    int MAX_REASON_BYTES = 123;

    /**
     * Sends a text as one message.
     *
     * @return completed on the loop when it has been handed to the system
     * @throws IllegalArgumentException if the text has half a surrogate pair, which UTF-8 cannot say
     */
    CompletionStage<Void> send(String text);

    /**
     * Sends bytes, as they are now, as one message.
     *
     * @return completed on the loop when it has been handed to the system
     */
    CompletionStage<Void> send(byte[] binary);

    /** Closes with 1000 and no reason. */
    default void close() {
        close(1000, "");
    }

    /**
     * Says goodbye after all that was sent before; the listener hears {@code closed} when the server has answered, and
     * messages until then. Before the socket is open it is given up: {@code failed}. Closing again changes nothing.
     *
     * @param code 1000 to 1003, 1007 to 1014 or 3000 to 4999
     * @param reason at most {@link #MAX_REASON_BYTES} in UTF-8
     * @throws IllegalArgumentException if code or reason may not be sent
     */
    void close(int code, String reason);

    /** The subprotocol that the server chose among those asked for; empty before it is open, and if it chose none. */
    String subprotocol();

    /** How much waits to go out, in bytes, {@link #MESSAGE_OVERHEAD} for each message included. */
    long outgoingBytes();
}
