package dev.rookery.host.line;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts the bytes of one peer into lines, wherever the network has split them. A line ends with LF or CR LF; bytes that
 * are not UTF-8 become replacement characters; empty lines are dropped.
 */
final class LineDecoder {

    /** Who hears the lines. */
    interface Sink {

        /** A line, never empty, without its end. */
        void line(String text);

        /** Whether no line is wanted for now. */
        boolean isFull();

        /**
         * A line has grown over the limit. Told once for it, as soon as it is known; what follows of it is discarded.
         */
        void tooLong();
    }

    private static final int INITIAL_CAPACITY = 128;

    private final int limit;
    private final Sink sink;
    private byte[] line;
    private int length;
    private boolean discarding;

    /**
     * Begins a line.
     *
     * @param limit the longest line in bytes, without its end
     * @param sink who hears the lines
     */
    LineDecoder(int limit, Sink sink) {
        this.limit = limit;
        this.sink = sink;
        this.line = new byte[Math.min(INITIAL_CAPACITY, limit + 1)];
    }

    /** Takes what has arrived until the sink is full; what it does not take stays in the buffer. */
    void feed(ByteBuffer bytes) {
        while (bytes.hasRemaining() && !sink.isFull()) {
            byte next = bytes.get();
            if (next == '\n') {
                end();
            } else if (!discarding) {
                append(next);
            }
        }
    }

    /** Ends the line at hand: at a line feed, and once more when nothing will follow. */
    void end() {
        int ended = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        discarding = false;
        if (ended > 0) {
            sink.line(new String(line, 0, ended, UTF_8));
        }
    }

    private void append(byte next) {
        // One byte more than the limit is kept if it can be the CR of the line's end.
        if (length > limit || (length == limit && next != '\r')) {
            length = 0;
            discarding = true;
            sink.tooLong();
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(2 * length, limit + 1));
        }
        line[length++] = next;
    }
}
