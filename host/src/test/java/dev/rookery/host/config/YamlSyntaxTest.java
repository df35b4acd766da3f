package dev.rookery.host.config;

import static dev.rookery.host.config.ConfigFixture.bind;
import static dev.rookery.host.config.ConfigFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlSyntaxTest {

    record Anything(@Rest Map<String, ConfigSection> keys) {}

    private static final String INDENTATION = " (expected: the keys of one mapping in one column, indented by spaces)";
    private static final String NO_COLON = ": no 'key: value' in this line (expected: a key, a colon and a space)";
    private static final String TAB =
            ": a tab where only spaces may stand (expected: spaces for indentation and after ':')";
    private static final String QUOTE =
            ": this quote is never closed (expected: the same quote at the end of the text)";
    private static final String QUOTES = " (expected: quotes around a text with special characters)";

    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of("a: 1\n\tb: 2\n", "2:1" + TAB),
                Arguments.of("a:\tb\n", "1:3" + TAB),
                Arguments.of("a: 1\nbc\nd: 2\n", "2:1" + NO_COLON),
                Arguments.of("bc\n# d\nd: 2\n", "1:1" + NO_COLON),
                Arguments.of("a:1\nb: 2\n", "1:1" + NO_COLON),
                Arguments.of("a: 'x\nb: 1\n", "1:4" + QUOTE),
                Arguments.of("a: \"x\nb: 1\n", "1:4" + QUOTE),
                Arguments.of("a: 1\n  b: 2\n", "2:3: this key is indented too far" + INDENTATION),
                Arguments.of(
                        "a:\n  b: 1\n c: 2\n", "3:2: this line is not indented like the lines above" + INDENTATION),
                Arguments.of(" a: 1\nb: 2\n", "2:1: this line is not indented like the lines above" + INDENTATION),
                Arguments.of("a: 1\n- b\n", "2:1: this line is not indented like the lines above" + INDENTATION),
                Arguments.of(
                        "a: b: c\n",
                        "1:5: a second ':' in one line"
                                + " (expected: one 'key: value' in a line, or quotes around a text with ': ')"),
                Arguments.of("a: @x\n", "1:4: a text cannot begin with '@' (expected: quotes around it)"),
                Arguments.of("a: %x\n", "1:4: a text cannot begin with '%' (expected: quotes around it)"),
                Arguments.of(
                        "a: 'it's'\n",
                        "1:8: the text goes on after its end"
                                + " (expected: nothing after a closing quote; a quote in a text doubled)"),
                Arguments.of(
                        "a: [1, 2\nb: 3\n",
                        "1:4: '[' opens a list that is not closed properly (expected: items divided by ',' up to a ']')"),
                Arguments.of(
                        "a: {x: 1\nb: 3\n",
                        "1:4: '{' opens a mapping that is not closed properly"
                                + " (expected: 'key: value' divided by ',' up to '}')"),
                Arguments.of("a: 1\n}\n", "2:1: '}' closes nothing" + QUOTES),
                Arguments.of(": b\n", "1:1: a ':' without a key before it (expected: key: value)"),
                Arguments.of("a: ]\n", "1:4: unexpected ']'" + QUOTES),
                Arguments.of(
                        "a: \"\\q\"\n",
                        "1:6: unknown escape after '\\' in double quotes"
                                + " (expected: '\\\\' for a backslash, or single quotes)"),
                Arguments.of("a: \"\\U99999999\"\n", "1:2: what follows here is not understood (expected: YAML)"),
                Arguments.of("a: *x*\n", "1:4: '*' begins a YAML anchor or alias here" + QUOTES),
                Arguments.of(
                        "a: *x\n",
                        "1:4: '*' uses an anchor that is not defined above"
                                + " (expected: quotes around a text that begins with '*')"),
                Arguments.of("a: &\n", "1:4: '&' begins a YAML anchor or alias here" + QUOTES),
                Arguments.of("a: !x!y z\n", "1:4: '!' begins a YAML tag here" + QUOTES),
                Arguments.of("%x: 1\n", "1:1: '%' begins a YAML directive here" + QUOTES),
                Arguments.of(
                        "a: |x\n b\n",
                        "1:4: '|' begins a text of several lines here (expected: the text in the next line)"),
                Arguments.of(
                        "a: - b\n",
                        "1:4: '- ' begins a list item in the middle of a line"
                                + " (expected: each item in a line of its own, or quotes)"),
                Arguments.of(
                        "a: {}\n---\nb: {}\n",
                        "2:1: a second document begins here (expected: one document, without further '---' lines)"),
                Arguments.of("a: &x [*x]\n", "1:8: an alias inside of what it stands for (expected: no recursion)"),
                Arguments.of(
                        "a: {}\n\u00e4\ud83d\ude00\u0007: 1\n",
                        "2:3: the character U+0007 is not allowed in YAML"
                                + " (expected: printable characters; inside of double quotes it can be written as an escape)"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void syntaxErrorIsToldInPlainWordsWhereItWasMade(String yaml, String message) {
        assertThat(problems(Anything.class, yaml)).containsExactly("bot.yml:" + message);
    }

    @Test
    void byteOrderMarkIsIgnored() {
        assertThat(bind(Anything.class, "\uFEFFa: {}").keys()).containsOnlyKeys("a");
    }

    @Test
    void depthIsBounded() {
        int inner = YamlReader.MAX_DEPTH - 2;
        assertThat(bind(Anything.class, "a: {b: " + "[".repeat(inner) + "]".repeat(inner) + "}")
                        .keys())
                .containsOnlyKeys("a");
        assertThat(problems(Anything.class, "a: {b: " + "[".repeat(inner + 1) + "]".repeat(inner + 1) + "}"))
                .containsExactly(
                        "bot.yml:1:26: too deep (expected: at most 20 mappings and lists inside of each other)");
    }

    @Test
    void lengthIsBounded() {
        String filler = "#" + "x".repeat(YamlReader.MAX_CODE_POINTS - "a: {}\n".length() - 1);
        assertThat(bind(Anything.class, "a: {}\n" + filler).keys()).containsOnlyKeys("a");
        assertThat(problems(Anything.class, "a: {}\n" + filler + "x"))
                .containsExactly("bot.yml:1:1: the file is too long (expected: at most 262144 characters)");
    }

    @Test
    void aliasesAreBounded() {
        String uses = "*x, ".repeat(YamlReader.MAX_ALIASES);
        assertThat(bind(Anything.class, "a: {b: &x 1, c: [" + uses + "]}").keys())
                .containsOnlyKeys("a");
        assertThat(problems(Anything.class, "a: {b: &x 1, c: [" + uses + "*x]}"))
                .containsExactly("bot.yml:1:98: too many aliases (expected: at most 20 uses of '*name')");
    }

    @Test
    void aFewAliasesCannotMakeMillionsOfValues() {
        String items = "x,".repeat(20_000);
        StringBuilder yaml = new StringBuilder("a:\n  l0: &l0 [" + items + "]\n");
        IntStream.range(0, 6)
                .forEach(i -> yaml.append("  l%d: &l%d [*l%d, *l%d, *l%d]%n".formatted(i + 1, i + 1, i, i, i)));
        assertThat(problems(Anything.class, yaml.toString()))
                .containsExactly("bot.yml:4:12: too many values (expected: at most 100000, aliases followed)");
    }
}
