package dev.rookery.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.rookery.api.command.UsageException;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternTest {

    private static boolean isIn(String expression, String text) {
        return BoundedPattern.of(expression).isIn(text);
    }

    @Test
    void findsWhatJavaFindsInWhateverIsThrownTogether() {
        String[] parts = {"a", "B", ".", "[ab]", "[^b]", "\\w", "(a|b)", "(|a)", "^", "$", "*", "+", "?", "{2}", "{1,}"
        };
        Random random = new Random(1);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String expression = random.ints(1 + random.nextInt(6), 0, parts.length)
                    .mapToObj(part -> parts[part])
                    .reduce("", String::concat);
            String text = random.ints(random.nextInt(7), 0, 4)
                    .mapToObj("abA-"::charAt)
                    .map(String::valueOf)
                    .reduce("", String::concat);
            try {
                BoundedPattern ours = BoundedPattern.of(expression);
                // Those that Java takes for "no going back" mean the same as others here.
                String plain = expression.replaceAll("([*+?}])[*+?{].*", "$1");
                if (plain.equals(expression)) {
                    read++;
                    assertThat(ours.isIn(text))
                            .as("%s in '%s'", expression, text)
                            .isEqualTo(Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                                    .matcher(text)
                                    .find());
                }
            } catch (UsageException unclear) {
                assertThat(expression).as("refused").containsPattern("(^|[(|^$])[*+?{]|[*+?}][*+?{]");
            }
        }
        assertThat(read).isGreaterThan(5_000);
    }

    @Test
    void regardsNoCaseInAnyScript() {
        assertThat(isIn("hél+o", "HÉLLO")).isTrue();
        assertThat(isIn("[а-я]+", "ПРИВЕТ")).isTrue();
        assertThat(isIn("[^a]", "A")).isFalse();
        assertThat(isIn("^(早|晚)安.?$", "早安！")).isTrue();
        assertThat(isIn("^.$", "𠮷")).isTrue();
        assertThat(isIn("\\d{3}-\\S+\\.", "tel 110-x.")).isTrue();
        assertThat(isIn("[\\d\\].-]{3}", "a1]-")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|aa)+x",
                "a*a*a*a*a*a*a*a*x",
                "(.*)*(.*)*(.*)*c",
                "(){1000}x",
                "((((((){1000}){1000}){1000}){1000}){1000}){1000}x",
                "(((((((((a|b)*|c)*)*)*)*)*)*)*)*x",
                "(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)(|)x",
                "(((((.{1000}){1000}){1000}){1000})*)*x",
                "((((a*b)*c)*d)*e)*f"
            })
    void noPatternHoldsItsThread(String expression) {
        BoundedPattern pattern = BoundedPattern.of(expression);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (int i = 0; i < 10; i++) {
                assertThat(pattern.isIn("a".repeat(5_000_000))).isEqualTo(expression.equals("(a+)+$"));
                assertThat(pattern.isIn("ab".repeat(500))).isFalse();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a", "a)", "*a", "a|*", "[a", "[", "a{", "a{x}", "a{1", "a{1001}", "(?=a)", "\\1", "\\", "["})
    void whatIsNoPatternIsRefusedWithThePlace(String expression) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BoundedPattern.of(expression))
                .satisfies(thrown -> assertThat(thrown.key()).contains("pattern.unclear"));
    }

    @Test
    void theLongestExpressionIsReadAndALongerOneIsNot() {
        assertThat(isIn("(".repeat(100) + ")".repeat(100), "a")).isTrue();
        assertThat(isIn("x".repeat(BoundedPattern.LONGEST), "x".repeat(BoundedPattern.LONGEST)))
                .isTrue();
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> BoundedPattern.of("x".repeat(BoundedPattern.LONGEST + 1)))
                .satisfies(thrown -> assertThat(thrown.key()).contains("pattern.length"));
    }
}
