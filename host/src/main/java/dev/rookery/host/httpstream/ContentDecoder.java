package dev.rookery.host.httpstream;

import io.netty.handler.codec.compression.Brotli;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the coding of a body piece by piece, as much at a time as is asked for. A body that is not whole is refused,
 * though all announced bytes have come. Loop only; holds memory outside the heap until {@link #close}.
 *
 * <p>Bound: what is decoded may be {@value #MAX_RATIO} times as large as what came, once it is larger than
 * {@value #FREE_BYTES} bytes; beyond, it is taken for a bomb and refused.
 */
abstract class ContentDecoder implements AutoCloseable {

    static final int MAX_RATIO = 200;
    static final int FREE_BYTES = 1 << 20;

    /** How large a piece may be. */
    static final int PIECE_BYTES = 16 << 10;

    /** Whether brotli4j and its library for this machine are on the class path. Looking for it reads files. */
    private static final boolean BROTLI = Brotli.isAvailable();

    /** What is decoded, as Accept-Encoding says it. */
    static final String CODINGS = BROTLI ? "gzip, deflate, br" : "gzip, deflate";

    private final String name;
    private boolean empty = true;
    private long came;
    private long made;

    ContentDecoder(String name) {
        this.name = name;
    }

    /** Whether a body with this Content-Encoding field, null for none, is decoded. */
    static boolean isDecoded(@Nullable String encoding) {
        return encoding != null && (isGzip(encoding) || encoding.equalsIgnoreCase("deflate") || isBrotli(encoding));
    }

    /**
     * A decoder for the field.
     *
     * @param first the first byte of the body, which tells the two kinds of deflate apart, as browsers do: with the
     *     header of zlib, as RFC 9110 has it, and without
     */
    static ContentDecoder of(String encoding, byte first) {
        if (isBrotli(encoding)) {
            return new BrotliDecoder();
        }
        return isGzip(encoding) ? InflatingDecoder.gzip() : InflatingDecoder.deflate((first & 0x0F) == 8);
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
    final void input(ByteBuffer piece) {
        empty &= !piece.hasRemaining();
        came += piece.remaining();
        take(piece);
    }

    /** The next decoded bytes, the caller's own; null when more input is needed. */
    final @Nullable ByteBuffer next() throws BrokenContentException {
        ByteBuffer piece = decoded();
        if (piece != null) {
            made += piece.remaining();
            if (made > FREE_BYTES && made > came * MAX_RATIO) {
                throw broken("it grows to more than " + MAX_RATIO + " times its size", null);
            }
        }
        return piece;
    }

    /** There is no more input. */
    final void end() throws BrokenContentException {
        if (!isOver() && !empty) {
            throw broken("it ends too early", null);
        }
    }

    /** Takes more input, of which it keeps what it cannot use yet. */
    abstract void take(ByteBuffer piece);

    /** Up to {@value #PIECE_BYTES} decoded bytes, at least one; null when more input is needed. */
    abstract @Nullable ByteBuffer decoded() throws BrokenContentException;

    /** Whether the body may end here. */
    abstract boolean isOver();

    @Override
    public abstract void close();

    final BrokenContentException broken(String why, @Nullable Throwable cause) {
        return new BrokenContentException("the " + name + " body is broken: " + why, cause);
    }

    private static boolean isGzip(String encoding) {
        return encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip");
    }

    private static boolean isBrotli(String encoding) {
        return BROTLI && encoding.equalsIgnoreCase("br");
    }
}
