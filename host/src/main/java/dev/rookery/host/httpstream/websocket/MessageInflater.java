package dev.rookery.host.httpstream.websocket;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses messages as RFC 7692 part 7.2.2 says, and no further than a message may be large: a bomb costs the limit
 * and no more. (Netty's decoder bounds single buffers rather than their sum, and needs a channel of its own for each
 * socket.) Remembers earlier messages with the largest window, which does for servers that use a smaller one or none.
 * One web socket's; loop only.
 */
final class MessageInflater implements AutoCloseable {

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int CHUNK = 8 << 10;

    private final Inflater inflater = new Inflater(true);

    /** A message grew larger than it may be. */
    static final class TooLargeException extends Exception {
        TooLargeException() {
            super("decompressed message too large", null, false, false);
        }
    }

    /**
     * The decompressed message.
     *
     * @throws DataFormatException if it is not compressed as it should be
     * @throws TooLargeException if there are more than {@code maxBytes}
     */
    byte[] inflate(byte[] message, int maxBytes) throws DataFormatException, TooLargeException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        inflate(message, chunk, out, maxBytes);
        inflate(TAIL, chunk, out, maxBytes);
        return out.toByteArray();
    }

    private void inflate(byte[] in, byte[] chunk, ByteArrayOutputStream out, int maxBytes)
            throws DataFormatException, TooLargeException {
        inflater.setInput(in);
        while (true) {
            int size = inflater.inflate(chunk);
            if (size > maxBytes - out.size()) {
                throw new TooLargeException();
            }
            out.write(chunk, 0, size);
            if (inflater.finished()) { // A block marked as the last one is allowed; the next message begins anew.
                int rest = inflater.getRemaining();
                inflater.reset();
                inflater.setInput(in, in.length - rest, rest);
            } else if (size == 0) {
                return;
            }
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
