package dev.rookery.host.httpstream;

import com.aayushatharva.brotli4j.decoder.DecoderJNI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Undoes br (RFC 7932) by brotli4j; to be loaded only where that and its native library are. */
final class BrotliDecoder extends ContentDecoder {

    private static final int INPUT_BYTES = 8 << 10;

    private final DecoderJNI.Wrapper brotli;
    private ByteBuffer input = ByteBuffer.allocate(0);

    BrotliDecoder() {
        super("br");
        try {
            brotli = new DecoderJNI.Wrapper(INPUT_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("no memory for a brotli decoder", e);
        }
    }

    @Override
    void take(ByteBuffer piece) {
        input = piece;
    }

    @Override
    @Nullable
    ByteBuffer decoded() throws BrokenContentException {
        while (true) {
            switch (brotli.getStatus()) {
                case NEEDS_MORE_OUTPUT -> {
                    return piece();
                }
                case OK -> brotli.push(0);
                case NEEDS_MORE_INPUT -> {
                    if (brotli.hasOutput()) {
                        return piece();
                    }
                    if (!input.hasRemaining()) {
                        return null;
                    }
                    push();
                }
                case DONE -> {
                    if (brotli.hasOutput()) {
                        return piece();
                    }
                    if (input.hasRemaining()) {
                        throw broken("there is more behind its end", null);
                    }
                    return null;
                }
                case ERROR -> throw broken("it is not brotli, or there is more behind its end", null);
            }
        }
    }

    private ByteBuffer piece() {
        ByteBuffer plain = brotli.pull(PIECE_BYTES);
        return ByteBuffer.allocate(plain.remaining()).put(plain).flip();
    }

    private void push() {
        ByteBuffer to = brotli.getInputBuffer().clear();
        int size = Math.min(input.remaining(), to.remaining());
        to.put(input.slice().limit(size));
        input.position(input.position() + size);
        brotli.push(size);
    }

    @Override
    boolean isOver() {
        return brotli.getStatus() == DecoderJNI.Status.DONE && !brotli.hasOutput();
    }

    @Override
    public void close() {
        brotli.destroy();
    }
}
