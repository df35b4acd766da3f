package dev.rookery.host.httpstream.websocket;

import io.netty.buffer.ByteBuf;
import java.util.zip.Deflater;

/**
 * Compresses messages as RFC 7692 part 7.2.1 says, each by itself: without a memory of earlier ones a stream needs one
 * of these, a quarter of a megabyte, for all its web sockets. Loop only.
 */
final class MessageDeflater implements AutoCloseable {

    /** What every flush ends with and no message carries: 00 00 FF FF. */
    static final int TAIL_BYTES = 4;

    private static final int CHUNK = 8 << 10;

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] chunk = new byte[CHUNK];

    /** Appends the compressed message. */
    void deflate(byte[] message, ByteBuf out) {
        deflater.setInput(message);
        int size;
        do {
            size = deflater.deflate(chunk, 0, CHUNK, Deflater.SYNC_FLUSH);
            out.writeBytes(chunk, 0, size);
        } while (size == CHUNK);
        out.writerIndex(out.writerIndex() - TAIL_BYTES);
        deflater.reset();
    }

    @Override
    public void close() {
        deflater.end();
    }
}
