package dev.rookery.host.httpstream.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7692 part 7.2.3, byte by byte. */
class MessageInflaterTest {

    private final MessageInflater inflater = new MessageInflater();

    private String inflated(String hex) throws DataFormatException, MessageInflater.TooLargeException {
        return new String(inflater.inflate(HexFormat.ofDelimiter(" ").parseHex(hex), 5), StandardCharsets.US_ASCII);
    }

    @Test
    void messageMayReferToTheOneBefore() throws Exception {
        assertThat(inflated("f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
        assertThat(inflated("f2 00 11 00 00")).isEqualTo("Hello");
    }

    @Test
    void messageMayBeStoredAsItIs() throws Exception {
        assertThat(inflated("00 05 00 fa ff 48 65 6c 6c 6f 00")).isEqualTo("Hello");
    }

    @Test
    void messageMayEndWithALastBlockAndOthersMayFollow() throws Exception {
        assertThat(inflated("f3 48 cd c9 c9 07 00 00")).isEqualTo("Hello");
        assertThat(inflated("f2 48 cd c9 c9 07 00")).isEqualTo("Hello");
    }

    @Test
    void messageMayHaveSeveralBlocks() throws Exception {
        assertThat(inflated("f2 48 05 00 00 00 ff ff ca c9 c9 07 00")).isEqualTo("Hello");
    }

    @Test
    void messageMayBeEmpty() throws Exception {
        assertThat(inflated("00")).isEmpty();
    }

    @Test
    void oneByteBeyondTheLimitIsTooMuch() {
        assertThatThrownBy(() -> inflater.inflate(HexFormat.of().parseHex("f248cdc9c90700"), 4))
                .isInstanceOf(MessageInflater.TooLargeException.class);
    }
}
