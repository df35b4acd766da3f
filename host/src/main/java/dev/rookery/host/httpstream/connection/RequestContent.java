package dev.rookery.host.httpstream.connection;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The body of a request that is sent piece by piece.
 *
 * @param publisher subscribed to on the loop each time the request is sent; what it publishes belongs to the connection
 *     from then on and must not be changed
 * @param length how many bytes it publishes; -1 if that is not known, which makes a body in chunks
 */
public record RequestContent(Flow.Publisher<ByteBuffer> publisher, long length) {

    /** Refuses lengths below -1. */
    public RequestContent {
        if (length < -1) {
            throw new IllegalArgumentException("length: " + length + " (expected: zero or more, or -1 for unknown)");
        }
    }
}
