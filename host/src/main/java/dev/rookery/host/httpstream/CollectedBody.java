package dev.rookery.host.httpstream;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Gathers the body of one response in memory, which follows what has arrived, not what was announced. Loop only. */
final class CollectedBody {

    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 64 << 10;

    private final int expected;
    private byte[] bytes;
    private int size;

    /** For so many bytes; -1 if that is not known. */
    CollectedBody(int announced) {
        expected = announced < 0 ? Integer.MAX_VALUE : announced;
        bytes = announced <= 0 ? NOTHING : new byte[Math.min(announced, FIRST_BYTES)];
    }

    int size() {
        return size;
    }

    void add(ByteBuf piece) {
        int more = piece.readableBytes();
        makeRoom(more);
        piece.readBytes(bytes, size, more);
        size += more;
    }

    void add(ByteBuffer piece) {
        int more = piece.remaining();
        makeRoom(more);
        piece.get(bytes, size, more);
        size += more;
    }

    private void makeRoom(int more) {
        if (size + more > bytes.length) {
            long roomy = Math.min(expected, Math.max(FIRST_BYTES, bytes.length * 2L));
            bytes = Arrays.copyOf(bytes, (int) Math.max(size + more, roomy));
        }
    }

    /** All of it; without a copy if as much came as was announced. */
    byte[] bytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
