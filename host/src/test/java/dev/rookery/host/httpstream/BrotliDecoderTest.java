package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aayushatharva.brotli4j.encoder.Encoder;
import io.netty.handler.codec.compression.Brotli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where brotli4j has a library for the machine. */
class BrotliDecoderTest {

    private static final byte[] PLAIN = "to be said, and said again, and said again".getBytes(StandardCharsets.UTF_8);

    @BeforeAll
    static void brotliIsThere() {
        assumeTrue(Brotli.isAvailable(), "no library of brotli4j for this machine");
    }

    private static byte[] brotli(byte[] plain) throws IOException {
        return Encoder.compress(plain);
    }

    private static byte[] decoded(byte[] coded, int cut) throws BrokenContentException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (ContentDecoder decoder = ContentDecoder.of("br", (byte) 0)) {
            for (ByteBuffer part :
                    new ByteBuffer[] {ByteBuffer.wrap(coded, 0, cut), ByteBuffer.wrap(coded, cut, coded.length - cut)
                    }) {
                decoder.input(part);
                for (ByteBuffer piece = decoder.next(); piece != null; piece = decoder.next()) {
                    assertThat(piece.remaining()).isPositive().isLessThanOrEqualTo(ContentDecoder.PIECE_BYTES);
                    plain.write(piece.array(), piece.position(), piece.remaining());
                }
            }
            decoder.end();
        }
        return plain.toByteArray();
    }

    @Test
    void itIsAskedForAndDecoded() {
        assertThat(ContentDecoder.CODINGS).isEqualTo("gzip, deflate, br");
        assertThat(ContentDecoder.isDecoded("BR")).isTrue();
    }

    @Test
    void bodyIsDecodedHoweverItIsCut() throws Exception {
        byte[] coded = brotli(PLAIN);
        for (int cut = 0; cut <= coded.length; cut++) {
            assertThat(decoded(coded, cut)).as("cut at %s", cut).isEqualTo(PLAIN);
        }
    }

    @Test
    void largeBodyComesInPieces() throws Exception {
        byte[] plain = new byte[500_000];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (byte) (i * 31L * i >> 7);
        }
        byte[] coded = brotli(plain);
        assertThat(decoded(coded, coded.length / 2)).isEqualTo(plain);
    }

    @Test
    void whatIsNotWholeIsRefused() throws Exception {
        byte[] coded = brotli(PLAIN);
        for (int length = 1; length < coded.length; length++) {
            byte[] part = Arrays.copyOf(coded, length);
            assertThatThrownBy(() -> ContentDecoder.decode("br", part, 1 << 20))
                    .as("the first %s of %s bytes", length, coded.length)
                    .isInstanceOf(BrokenContentException.class);
        }
    }

    @Test
    void whatFollowsTheEndIsRefused() throws Exception {
        byte[] coded = brotli(PLAIN);
        byte[] more = Arrays.copyOf(coded, coded.length + 1);
        for (int cut = 1; cut <= coded.length; cut++) {
            int at = cut;
            assertThatThrownBy(() -> decoded(more, at)).hasMessageContaining("there is more behind its end");
        }
    }

    @Test
    void rubbishIsRefused() {
        byte[] rubbish = new byte[64];
        Arrays.fill(rubbish, (byte) 0xFF);
        assertThatThrownBy(() -> ContentDecoder.decode("br", rubbish, 1 << 20))
                .isInstanceOf(BrokenContentException.class);
    }

    @Test
    void growthIsBoundedBeyondAMegabyte() throws Exception {
        assertThat(ContentDecoder.decode("br", brotli(new byte[ContentDecoder.FREE_BYTES]), 1 << 30))
                .hasSize(ContentDecoder.FREE_BYTES);
        byte[] bomb = brotli(new byte[ContentDecoder.FREE_BYTES * 2]);
        assertThatThrownBy(() -> ContentDecoder.decode("br", bomb, 1 << 30))
                .hasMessage("the br body is broken: it grows to more than 200 times its size");
    }

    @Test
    void sizeIsBounded() throws Exception {
        byte[] coded = brotli(PLAIN);
        assertThatThrownBy(() -> ContentDecoder.decode("br", coded, PLAIN.length - 1))
                .hasMessage("the body is larger than " + (PLAIN.length - 1) + " bytes");
    }
}
