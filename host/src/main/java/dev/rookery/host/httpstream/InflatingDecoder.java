package dev.rookery.host.httpstream;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Undoes gzip, of one member or several (RFC 1952), and both kinds of deflate. */
final class InflatingDecoder extends ContentDecoder {

    private static final int TRAILER_BYTES = 8;

    private enum State {
        HEADER,
        DATA,
        TRAILER
    }

    private final boolean gzip;
    private final Inflater inflater;
    private final GzipHeader header = new GzipHeader();
    private final CRC32 checksum = new CRC32();

    private State state;
    private ByteBuffer input = ByteBuffer.allocate(0);
    private boolean over;
    private boolean full;
    private long trailer;
    private int trailerBytes;

    private InflatingDecoder(String name, boolean gzip, boolean wrapped) {
        super(name);
        this.gzip = gzip;
        this.inflater = new Inflater(!wrapped);
        this.state = gzip ? State.HEADER : State.DATA;
    }

    static InflatingDecoder gzip() {
        return new InflatingDecoder("gzip", true, false);
    }

    /** With the header of zlib, or without. */
    static InflatingDecoder deflate(boolean wrapped) {
        return new InflatingDecoder("deflate", false, wrapped);
    }

    @Override
    void take(ByteBuffer piece) {
        input = piece;
        if (state == State.DATA) {
            inflater.setInput(input);
        }
    }

    @Override
    @Nullable
    ByteBuffer decoded() throws BrokenContentException {
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

    @Override
    boolean isOver() {
        return over;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
