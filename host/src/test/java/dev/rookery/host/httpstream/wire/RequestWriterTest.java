package dev.rookery.host.httpstream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {

    private static final EncodedFields COMMON =
            EncodedFields.of(List.of(Map.entry("Host", "w.qq.com"), Map.entry("User-Agent", "Rookery/1")));

    @Test
    void aRequestWithoutBodySaysNothingAboutOne() {
        assertThat(written(out -> new RequestWriter(out, "GET", "/login?a=b")
                        .fields(COMMON)
                        .field("Cookie", "pt=\u00e9")
                        .end()))
                .isEqualTo(
                        "GET /login?a=b HTTP/1.1\r\nHost: w.qq.com\r\nUser-Agent: Rookery/1\r\nCookie: pt=\u00e9\r\n\r\n");
    }

    @Test
    void aBodyGoesIntoTheSameBuffer() {
        assertThat(written(out -> new RequestWriter(out, "POST", "/channel/poll2").end(bytes("r={}"))))
                .isEqualTo("POST /channel/poll2 HTTP/1.1\r\nContent-Length: 4\r\n\r\nr={}");
        assertThat(written(out -> new RequestWriter(out, "PUT", "*").end(new byte[0])))
                .isEqualTo("PUT * HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void aBodyOfKnownLengthMayFollow() {
        assertThat(written(out ->
                        new RequestWriter(out, "PUT", "/f").expectContinue().endWithLength(5_000_000_000L)))
                .isEqualTo("PUT /f HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5000000000\r\n\r\n");
    }

    @Test
    void aBodyOfUnknownLengthFollowsInChunks() {
        assertThat(written(out -> {
                    new RequestWriter(out, "POST", "/f").endWithChunks();
                    RequestWriter.writeChunk(
                            out, Unpooled.copiedBuffer("0123456789abcdefg", StandardCharsets.US_ASCII));
                    RequestWriter.writeLastChunk(out);
                }))
                .isEqualTo(
                        "POST /f HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n0123456789abcdefg\r\n0\r\n\r\n");
    }

    @Test
    void anEmptyPieceDoesNotEndTheChunks() {
        assertThat(written(out -> RequestWriter.writeChunk(out, Unpooled.EMPTY_BUFFER)))
                .isEmpty();
        assertThatThrownBy(() -> RequestWriter.writeChunkStart(Unpooled.buffer(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GE T", "GET\r\n", "G\u00e9T", "GET:", "\u0147"})
    void aMethodIsAToken(String method) {
        assertRefused(out -> new RequestWriter(out, method, "/"), "method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a b", "/\r\nX: y", "/\u00e9", "/\u0120", "/\u007f", "/\t"})
    void aTargetIsVisibleAscii(String target) {
        assertRefused(out -> new RequestWriter(out, "GET", target), "target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Y", "X:", "X\r\nY", "\u00e9", "\u010d"})
    void aNameIsAToken(String name) {
        assertRefused(out -> new RequestWriter(out, "GET", "/").field(name, "v"), "header name");
        assertRefused(out -> EncodedFields.of(name, "v"), "header name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret\r\nY: z",
                "secret\n",
                "secret\r",
                "secret\0",
                "secret\u007f",
                "secret\u010a",
                "secret\u4e2d"
            })
    void aValueIsOneLineOfLatin1AndNotRepeatedWhenRefused(String value) {
        assertRefused(out -> new RequestWriter(out, "GET", "/").field("X", value), "X: character ");
        assertRefused(out -> EncodedFields.of("X", value), "X: character ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "content-length", "Transfer-Encoding", "TRANSFER-ENCODING"})
    void whatFramesTheBodyIsTheWritersOwn(String name) {
        assertRefused(out -> new RequestWriter(out, "GET", "/").field(name, "0"), name);
        assertRefused(out -> EncodedFields.of(name, "0"), name);
    }

    @Test
    void aLengthIsNotNegative() {
        assertRefused(out -> new RequestWriter(out, "PUT", "/").endWithLength(-1), "length: -1");
    }

    @Test
    void encodedFieldsDoNotShowTheirValues() {
        assertThat(EncodedFields.of("Cookie", "skey=@abc")).hasToString("19 bytes of fields");
        assertThat(COMMON.size()).isEqualTo("Host: w.qq.com\r\nUser-Agent: Rookery/1\r\n".length());
        assertThat(EncodedFields.NONE.size()).isZero();
    }

    private static void assertRefused(Consumer<ByteBuf> writing, String name) {
        assertThatThrownBy(() -> written(writing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name)
                .hasMessageContaining("(expected: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret", "\r", "\n"));
    }

    private static String written(Consumer<ByteBuf> writing) {
        ByteBuf out = Unpooled.buffer(4);
        writing.accept(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
