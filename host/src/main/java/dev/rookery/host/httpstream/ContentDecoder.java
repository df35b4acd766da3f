package dev.rookery.host.httpstream;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes gzip or deflate piece by piece, as much at a time as is asked for. A body that is not whole is refused, though
 * all announced bytes have come. Loop only; holds memory outside the heap until {@link #close}.
 *
 * <p>Bound: what is decoded may be {@value #MAX_RATIO} times as large as what came, once it is larger than
 * {@value #FREE_BYTES} bytes; beyond, it is taken for a bomb and refused.
 */
final class ContentDecoder implements AutoCloseable {

    static final int MAX_RATIO = 200;
    static final int FREE_BYTES = 1 << 20;

    private static final int PIECE_BYTES = 16 << 10;
    private static final int TRAILER_BYTES = 8;

    private enum State {
        HEADER,
        DATA,
        TRAILER
    }

    private final String name;
    private final boolean gzip;
    private final Inflater inflater;
    private final GzipHeader header = new GzipHeader();
    private final CRC32 checksum = new CRC32();

    private State state;
    private ByteBuffer input = ByteBuffer.allocate(0);
    private boolean empty = true;
    private boolean over;
    private boolean full;
    private long came;
    private long made;
    private long trailer;
    private int trailerBytes;

    private ContentDecoder(String name, boolean gzip, boolean wrapped) {
        this.name = name;
        this.gzip = gzip;
        this.inflater = new Inflater(!wrapped);
        this.state = gzip ? State.HEADER : State.DATA;
    }

    /** Whether a body with this Content-Encoding field, null for none, is decoded. */
    static boolean isDecoded(@Nullable String encoding) {
        return encoding != null && (isGzip(encoding) || encoding.equalsIgnoreCase("deflate"));
    }

    /**
     * A decoder for the field.
     *
     * @param first the first byte of the body, which tells the two kinds of deflate apart, as browsers do: with the
     *     header of zlib, as RFC 9110 has it, and without
     */
    static ContentDecoder of(String encoding, byte first) {
        return isGzip(encoding)
                ? new ContentDecoder("gzip", true, false)
                : new ContentDecoder("deflate", false, (first & 0x0F) == 8);
    }

    /** All of a body at once. An empty one stays empty, as some servers call nothing gzip. */
    static byte[] decode(String encoding, byte[] coded, int maxBytes) throws BrokenContentException {
        if (coded.length == 0) {
            return coded;
        }
        try (ContentDecoder decoder = of(encoding, coded[0])) {
            decoder.input(ByteBuffer.wrap(coded));
            CollectedBody plain = new CollectedBody(-1);
            for (ByteBuffer piece = decoder.next(); piece != null; piece = decoder.next()) {
                if (plain.size() + (long) piece.remaining() > maxBytes) {
                    throw new BrokenContentException(tooLarge(maxBytes), null);
                }
                plain.add(piece);
            }
            decoder.end();
            return plain.bytes();
        }
    }

    static String tooLarge(int maxBytes) {
        return "the body is larger than " + maxBytes + " bytes";
    }

    /** More of the body; what was given before must have been used up. */
    void input(ByteBuffer piece) {
        input = piece;
        empty &= !piece.hasRemaining();
        came += piece.remaining();
        if (state == State.DATA) {
            inflater.setInput(input);
        }
    }

    /** The next decoded bytes; null when more input is needed. */
    @Nullable
    ByteBuffer next() throws BrokenContentException {
        while (true) {
            switch (state) {
                case HEADER -> {
                    if (!input.hasRemaining()) {
                        return null;
                    }
                    over = false;
                    if (header.read(input)) {
                        state = State.DATA;
                        inflater.setInput(input);
                    }
                }
                case DATA -> {
                    ByteBuffer piece = inflate();
                    if (piece != null || state == State.DATA) {
                        return piece;
                    }
                }
                case TRAILER -> {
                    if (!input.hasRemaining()) {
                        return null;
                    }
                    readTrailer();
                }
            }
        }
    }

    private @Nullable ByteBuffer inflate() throws BrokenContentException {
        if (inflater.needsInput() && !full) {
            return null;
        }
        byte[] plain = new byte[PIECE_BYTES];
        int size;
        try {
            size = inflater.inflate(plain);
        } catch (DataFormatException e) {
            throw broken(String.valueOf(e.getMessage()), e);
        }
        if (inflater.needsDictionary()) {
            throw broken("it needs a dictionary", null);
        }
        full = size == PIECE_BYTES;
        made += size;
        if (made > FREE_BYTES && made > came * MAX_RATIO) {
            throw broken("it grows to more than " + MAX_RATIO + " times its size", null);
        }
        if (gzip) {
            checksum.update(plain, 0, size);
        }
        if (inflater.finished()) {
            state = State.TRAILER;
            over = !gzip;
        }
        return size == 0 ? null : ByteBuffer.wrap(plain, 0, size);
    }

    private void readTrailer() throws BrokenContentException {
        if (!gzip) {
            throw broken("there is more behind its end", null);
        }
        trailer |= (input.get() & 0xFFL) << (8 * trailerBytes);
        if (++trailerBytes < TRAILER_BYTES) {
            return;
        }
        if (trailer != (checksum.getValue() | (inflater.getBytesWritten() & 0xFFFFFFFFL) << 32)) {
            throw broken("its checksum or size is wrong", null);
        }
        trailer = 0;
        trailerBytes = 0;
        checksum.reset();
        inflater.reset();
        over = true;
        state = State.HEADER; // Another member may follow (RFC 1952 part 2.2).
    }

    /** Whether the body may end here. */
    boolean isOver() {
        return over;
    }

    /** There is no more input. */
    void end() throws BrokenContentException {
        if (!over && !empty) {
            throw broken("it ends too early", null);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private BrokenContentException broken(String why, @Nullable Throwable cause) {
        return new BrokenContentException("the " + name + " body is broken: " + why, cause);
    }

    private static boolean isGzip(String encoding) {
        return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
    }
}
