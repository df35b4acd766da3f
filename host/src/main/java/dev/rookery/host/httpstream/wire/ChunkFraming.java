package dev.rookery.host.httpstream.wire;

import static dev.rookery.host.httpstream.wire.Octets.CR;
import static dev.rookery.host.httpstream.wire.Octets.LF;

import dev.rookery.host.httpstream.wire.MalformedResponseException.Fault;
import io.netty.buffer.ByteBuf;

/**
 * What stands around the chunks of one body (RFC 9112 part 7.1): sizes, extensions, line ends, trailer fields. It goes
 * byte by byte and holds nothing but where it is, so a cut at any place costs nothing.
 */
final class ChunkFraming {

    /** {@link #next}: the last chunk and the trailer fields have been read. */
    static final int END = -1;

    private static final int MAX_SIZE_DIGITS = 8;

    private enum State {
        FIRST_DIGIT,
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        LINE_START,
        NAME,
        VALUE,
        VALUE_LF,
        LAST_LF
    }

    private final WireLimits limits;
    private int trailerRoom;
    private State state = State.FIRST_DIGIT;
    private ChunkExtension extension = ChunkExtension.NAME_START;
    private long size;
    private int lineBytes;
    private int digits;
    private int trailerFields;

    /**
     * For one body.
     *
     * @param trailerRoom how many bytes the trailer fields may have, as the head has had its part of
     *     {@link WireLimits#fieldBytes()}
     */
    ChunkFraming(WireLimits limits, int trailerRoom) {
        this.limits = limits;
        this.trailerRoom = trailerRoom;
    }

    /**
     * Reads up to the next bytes of the body.
     *
     * @return how many of the bytes that come next in {@code in} are the body's, which the caller must then read; 0
     *     when more input is needed; {@link #END}
     */
    int next(ByteBuf in) throws MalformedResponseException {
        while (in.isReadable()) {
            if (state == State.DATA) {
                int piece = (int) Math.min(size, in.readableBytes());
                size -= piece;
                state = size == 0 ? State.DATA_CR : State.DATA;
                return piece;
            }
            int octet = in.readByte();
            if (state == State.LAST_LF) {
                require(octet == LF, Fault.LINE_END);
                return END;
            }
            state = state.compareTo(State.DATA) < 0 ? sizeLine(octet) : afterData(octet);
        }
        return 0;
    }

    private State sizeLine(int octet) throws MalformedResponseException {
        if (++lineBytes > limits.chunkLineBytes()) {
            throw new MalformedResponseException(
                    Fault.CHUNK_LINE_TOO_LONG,
                    "the line before a chunk is longer than " + limits.chunkLineBytes() + " bytes");
        }
        switch (state) {
            case FIRST_DIGIT, SIZE -> {
                int digit = Character.digit(octet, 16);
                if (digit >= 0) {
                    size = size << 4 | digit;
                    require(++digits <= MAX_SIZE_DIGITS && size <= Integer.MAX_VALUE, Fault.CHUNK_SIZE);
                    return State.SIZE;
                }
                require(state == State.SIZE && (octet == ';' || octet == CR), Fault.CHUNK_SIZE);
                extension = ChunkExtension.NAME_START;
                return octet == CR ? State.SIZE_LF : State.EXTENSION;
            }
            case EXTENSION -> {
                if (octet == CR && extension.mayEnd()) {
                    return State.SIZE_LF;
                }
                ChunkExtension next = extension.after(octet);
                if (next == null) {
                    throw new MalformedResponseException(octet == LF ? Fault.LINE_END : Fault.CHUNK_EXTENSION);
                }
                extension = next;
                return State.EXTENSION;
            }
            default -> {
                require(octet == LF, Fault.LINE_END);
                lineBytes = 0;
                digits = 0;
                return size == 0 ? State.LINE_START : State.DATA;
            }
        }
    }

    private State afterData(int octet) throws MalformedResponseException {
        switch (state) {
            case DATA_CR -> {
                require(octet == CR, Fault.CHUNK_END);
                return State.DATA_LF;
            }
            case DATA_LF -> {
                require(octet == LF, Fault.CHUNK_END);
                return State.FIRST_DIGIT;
            }
            default -> {
                return trailer(octet);
            }
        }
    }

    private State trailer(int octet) throws MalformedResponseException {
        if (state == State.LINE_START && octet == CR) {
            return State.LAST_LF;
        }
        if (--trailerRoom < 0) {
            throw new MalformedResponseException(
                    Fault.FIELDS_TOO_LARGE,
                    "header and trailer fields are larger than " + limits.fieldBytes() + " bytes");
        }
        switch (state) {
            case LINE_START -> {
                require(!Octets.isSpace(octet), Fault.FOLDED_FIELD);
                require(Octets.isToken(octet), Fault.FIELD_NAME);
                if (++trailerFields > limits.fields()) {
                    throw new MalformedResponseException(
                            Fault.TOO_MANY_FIELDS, "there are more than " + limits.fields() + " trailer fields");
                }
                return State.NAME;
            }
            case NAME -> {
                require(!Octets.isSpace(octet), Fault.SPACE_BEFORE_COLON);
                require(octet == ':' || Octets.isToken(octet), Fault.FIELD_NAME);
                return octet == ':' ? State.VALUE : State.NAME;
            }
            case VALUE -> {
                require(octet != LF, Fault.LINE_END);
                require(octet == CR || Octets.isValue(octet), Fault.FIELD_VALUE);
                return octet == CR ? State.VALUE_LF : State.VALUE;
            }
            default -> {
                require(octet == LF, Fault.LINE_END);
                return State.LINE_START;
            }
        }
    }

    private static void require(boolean valid, Fault otherwise) throws MalformedResponseException {
        if (!valid) {
            throw new MalformedResponseException(otherwise);
        }
    }
}
