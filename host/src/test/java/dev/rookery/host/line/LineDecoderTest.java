package dev.rookery.host.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineDecoderTest {

    private static final int LIMIT = 16;
    private static final String TOO_LONG = "<too long>";

    private int room = Integer.MAX_VALUE;
    private final List<String> lines = new ArrayList<>();
    private final LineDecoder decoder = new LineDecoder(LIMIT, new LineDecoder.Sink() {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void tooLong() {
            lines.add(TOO_LONG);
        }

        @Override
        public boolean isFull() {
            return lines.size() >= room;
        }
    });

    @Test
    void linesAreTheSameAtEverySplitOfTheInput() {
        byte[] input = "你好 🐧\r\nb\n\n\r\nc c\n0123456789abcdef!!\nlast".getBytes(UTF_8);
        for (int first = 0; first <= input.length; first++) {
            for (int second = first; second <= input.length; second++) {
                lines.clear();
                decoder.feed(ByteBuffer.wrap(input, 0, first));
                decoder.feed(ByteBuffer.wrap(input, first, second - first));
                decoder.feed(ByteBuffer.wrap(input, second, input.length - second));
                decoder.end();
                assertThat(lines).containsExactly("你好 🐧", "b", "c c", TOO_LONG, "last");
            }
        }
    }

    @Test
    void lineBelowAndAtTheLimitIsHeardWhateverItsEnd() {
        for (String end : List.of("\n", "\r\n")) {
            feed("x".repeat(LIMIT - 1) + end + "y".repeat(LIMIT) + end);
        }
        assertThat(lines)
                .containsExactly("x".repeat(LIMIT - 1), "y".repeat(LIMIT), "x".repeat(LIMIT - 1), "y".repeat(LIMIT));
    }

    @Test
    void lineAboveTheLimitIsRefusedOnceAndTheNextOneHeard() {
        for (String end : List.of("\n", "\r\n")) {
            feed("x".repeat(LIMIT + 1) + end + "after" + end + "x".repeat(LIMIT * 1000) + end + "after" + end);
        }
        assertThat(lines).containsExactly(TOO_LONG, "after", TOO_LONG, "after", TOO_LONG, "after", TOO_LONG, "after");
    }

    @Test
    void lineAboveTheLimitIsRefusedBeforeItEnds() {
        feed("x".repeat(LIMIT));
        assertThat(lines).isEmpty();
        feed("x");
        assertThat(lines).containsExactly(TOO_LONG);
    }

    @Test
    void lengthIsCountedInBytes() {
        feed("你".repeat(LIMIT / 3) + "\n" + "你".repeat(LIMIT / 3 + 1) + "\n");
        assertThat(lines).containsExactly("你".repeat(LIMIT / 3), TOO_LONG);
    }

    @Test
    void carriageReturnWithinALineIsPartOfIt() {
        feed("a\rb\n" + "x".repeat(LIMIT) + "\rb\n" + "c\r\r\n");
        assertThat(lines).containsExactly("a\rb", TOO_LONG, "c\r");
    }

    @Test
    void malformedBytesAreReplaced() {
        decoder.feed(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xe4, (byte) 0xbd, '\n'}));
        assertThat(lines).containsExactly("a\ufffdb\ufffd");
    }

    @Test
    void whatAFullSinkDoesNotTakeStaysInTheBuffer() {
        ByteBuffer bytes = UTF_8.encode("a\nb\nc\nd");
        room = 2;
        decoder.feed(bytes);
        assertThat(lines).containsExactly("a", "b");
        assertThat(bytes.remaining()).isEqualTo(3);
        decoder.feed(bytes);
        assertThat(bytes.remaining()).isEqualTo(3);
        room = 4;
        decoder.feed(bytes);
        decoder.end();
        assertThat(lines).containsExactly("a", "b", "c", "d");
    }

    @Test
    void lastLineMayLackItsEnd() {
        feed("a\nb\r");
        decoder.end();
        decoder.end();
        assertThat(lines).containsExactly("a", "b");
    }

    private void feed(String text) {
        decoder.feed(UTF_8.encode(text));
    }
}
