package dev.rookery.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OneLineTest {

    private static String of(String text) {
        return OneLine.of(text, 100);
    }

    @Test
    void whiteSpaceOfAnyKindIsOneBlankBetweenWords() {
        assertThat(of(" \u3000a\r\n\tb\u2028\u2029c\u00a0 \u0085 d\n")).isEqualTo("a b c d");
        assertThat(of("\u3164\u2800\uffa0 ")).isEmpty();
    }

    @Test
    void whatIsNotSeenIsLeftOut() {
        assertThat(of("safe\u202e\u2066gpj\u200b\ufeff.\u0007\u001b[2Jexe\ud800\ufffe\udbff\udfff\u00ad"))
                .isEqualTo("safegpj.[2Jexe");
        assertThat(of("\u200b\u202e\u0000")).isEmpty();
    }

    @Test
    void joinersStayWithinAWordOnly() {
        String family = "👨\u200d👩\u200d👧";
        assertThat(of(family)).isEqualTo(family);
        assertThat(of("می\u200cخواهم")).isEqualTo("می\u200cخواهم");
        assertThat(of("\u200d\u200da\u200d\u200d\u200db\u200d c\u200d")).isEqualTo("a\u200db c");
        assertThat(of("\u200d")).isEmpty();
    }

    @Test
    void whatIsTooLongEndsInAnEllipsisAtAWholeCharacter() {
        assertThat(OneLine.of("𠮷".repeat(10), 10)).isEqualTo("𠮷".repeat(10));
        assertThat(OneLine.of("𠮷".repeat(11), 10)).isEqualTo("𠮷".repeat(9) + "…");
        assertThat(OneLine.of("abc d", 5)).isEqualTo("abc d");
        assertThat(OneLine.of("abc d", 4)).isEqualTo("abc…");
        assertThat(OneLine.of("ab cd", 4)).isEqualTo("ab…");
        assertThat(OneLine.of("abc   \n", 3)).isEqualTo("abc");
        assertThat(OneLine.of("ab", 1)).isEqualTo("…");
        assertThatIllegalArgumentException().isThrownBy(() -> OneLine.of("a", 0));
    }

    @Test
    void aTextOfAnyLengthIsBorne() {
        assertThat(of("\u202e".repeat(10_000_000) + "a")).isEqualTo("a");
        assertThat(of("x".repeat(10_000_000))).hasSize(100);
    }
}
