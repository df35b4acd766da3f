package dev.rookery.host.httpstream.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketFrameMaskGenerator;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Masks and keys from a strong source, as RFC 6455 part 10.3 wants it: Netty's own masks can be foreseen by who has
 * seen a few of them. Drawn in larger portions, since each draw asks the system. Loop only.
 */
final class FrameMasks implements WebSocketFrameMaskGenerator {

    private static final int PORTION = 512;

    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer portion = ByteBuffer.allocate(PORTION).limit(0);

    @Override
    public int nextMask() {
        return next(Integer.BYTES).getInt();
    }

    /** So many random bytes, 512 at most. */
    byte[] nextBytes(int count) {
        byte[] bytes = new byte[count];
        next(count).get(bytes);
        return bytes;
    }

    private ByteBuffer next(int count) {
        if (portion.remaining() < count) {
            random.nextBytes(portion.array());
            portion.clear();
        }
        return portion;
    }
}
