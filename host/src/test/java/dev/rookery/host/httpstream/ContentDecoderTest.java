package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class ContentDecoderTest {

    private static final byte[] PLAIN = "to be said, and said again, and said again".getBytes(StandardCharsets.UTF_8);

    /** Decodes a body that comes in two pieces. */
    private static byte[] decoded(String encoding, byte[] coded, int cut) throws BrokenContentException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (ContentDecoder decoder = ContentDecoder.of(encoding, coded[0])) {
            decoder.input(ByteBuffer.wrap(coded, 0, cut));
            drain(decoder, plain);
            decoder.input(ByteBuffer.wrap(coded, cut, coded.length - cut));
            drain(decoder, plain);
            decoder.end();
        }
        return plain.toByteArray();
    }

    private static void drain(ContentDecoder decoder, ByteArrayOutputStream to) throws BrokenContentException {
        for (ByteBuffer piece = decoder.next(); piece != null; piece = decoder.next()) {
            to.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
    }

    private static byte[] deflate(boolean wrapped) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(9, !wrapped))) {
            out.write(PLAIN);
        }
        return bytes.toByteArray();
    }

    /** A member with every optional field of RFC 1952. */
    private static byte[] elaborateGzip() throws IOException {
        byte[] simple = HttpStreamIntegrationTest.gzip(PLAIN);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(simple, 0, 3);
        bytes.write(1 | 2 | 4 | 8 | 16);
        bytes.write(simple, 4, 6);
        bytes.writeBytes(new byte[] {3, 0, 'x', 0, 'y'});
        bytes.writeBytes(new byte[] {'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2});
        bytes.write(simple, 10, simple.length - 10);
        return bytes.toByteArray();
    }

    private static void assertDecodedAtEveryCut(String encoding, byte[] coded, byte[] plain) throws Exception {
        for (int cut = 0; cut <= coded.length; cut++) {
            assertThat(decoded(encoding, coded, cut)).as("cut at %s", cut).isEqualTo(plain);
        }
    }

    private static void assertEveryPartIsRefused(String encoding, byte[] coded) {
        for (int length = 1; length < coded.length; length++) {
            byte[] part = Arrays.copyOf(coded, length);
            assertThatThrownBy(() -> ContentDecoder.decode(encoding, part, 1 << 20))
                    .as("the first %s of %s bytes", length, coded.length)
                    .isInstanceOf(BrokenContentException.class);
        }
    }

    @Test
    void gzipIsDecodedHoweverItIsCut() throws Exception {
        assertDecodedAtEveryCut("gzip", HttpStreamIntegrationTest.gzip(PLAIN), PLAIN);
        assertDecodedAtEveryCut("x-GZIP", elaborateGzip(), PLAIN);
    }

    @Test
    void membersFollowOneAnother() throws Exception {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(HttpStreamIntegrationTest.gzip("one "));
        two.writeBytes(HttpStreamIntegrationTest.gzip("two"));
        assertDecodedAtEveryCut("gzip", two.toByteArray(), "one two".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void deflateIsDecodedWithAndWithoutItsHeader() throws Exception {
        assertDecodedAtEveryCut("deflate", deflate(true), PLAIN);
        assertDecodedAtEveryCut("Deflate", deflate(false), PLAIN);
    }

    @Test
    void whatIsNotWholeIsRefused() throws Exception {
        assertEveryPartIsRefused("gzip", HttpStreamIntegrationTest.gzip(PLAIN));
        assertEveryPartIsRefused("gzip", elaborateGzip());
        assertEveryPartIsRefused("deflate", deflate(true));
        assertEveryPartIsRefused("deflate", deflate(false));
    }

    @Test
    void whatFollowsTheEndIsRefused() throws Exception {
        byte[] more = Arrays.copyOf(deflate(true), deflate(true).length + 1);
        assertThatThrownBy(() -> ContentDecoder.decode("deflate", more, 1 << 20))
                .hasMessage("the deflate body is broken: there is more behind its end");
    }

    @Test
    void growthIsBoundedBeyondAMegabyte() throws Exception {
        byte[] harmless = HttpStreamIntegrationTest.gzip(new byte[ContentDecoder.FREE_BYTES]);
        assertThat(ContentDecoder.decode("gzip", harmless, 1 << 30)).hasSize(ContentDecoder.FREE_BYTES);
        byte[] bomb = HttpStreamIntegrationTest.gzip(new byte[ContentDecoder.FREE_BYTES * 2]);
        assertThatThrownBy(() -> ContentDecoder.decode("gzip", bomb, 1 << 30))
                .hasMessage("the gzip body is broken: it grows to more than 200 times its size");
    }

    @Test
    void otherCodingsAreLeftAlone() {
        assertThat(ContentDecoder.isDecoded(null)).isFalse();
        assertThat(ContentDecoder.isDecoded("compress")).isFalse();
        assertThat(ContentDecoder.isDecoded("gzip, br")).isFalse();
        assertThat(ContentDecoder.isDecoded("GZIP")).isTrue();
    }
}
