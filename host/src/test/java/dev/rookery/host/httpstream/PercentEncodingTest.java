package dev.rookery.host.httpstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentEncodingTest {

    @Test
    void formIsWrittenAsUrlEncoderWritesIt() {
        String latin = IntStream.range(0, 0x800).mapToObj(Character::toString).collect(Collectors.joining());
        for (String text : new String[] {"", latin, "你好 {\"r\":[1]}", "a\ud83d\ude00b", "half \ud83d", "\ude00 half"}) {
            StringBuilder form = new StringBuilder("x=");
            PercentEncoding.appendForm(form, text);
            assertThat(form).hasToString("x=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
        }
    }
}
