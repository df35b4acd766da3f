package dev.rookery.host.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.config.Default;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

    private enum Mood {
        GOOD,
        VERY_GOOD {
            @Override
            public String toString() {
                return "splendid";
            }
        }
    }

    private record Everything(
            String text,
            boolean truth,
            int whole,
            Long large,
            double fraction,
            Mood mood,
            Instant moment,
            Duration length,
            LocalDate date,
            LocalTime time,
            LocalDateTime both,
            ZoneId zone,
            URI address,
            ChatId chat,
            Optional<String> maybe,
            List<Tree> trees,
            Set<Integer> numbers,
            Map<String, List<Mood>> moods,
            @Nullable String nothing) {}

    private record Leaf(@Default("0") int age) {}

    private record Tree(String name, List<Leaf> children) {}

    private static final Everything EVERYTHING = new Everything(
            "words",
            true,
            -7,
            1L << 60,
            0.1,
            Mood.VERY_GOOD,
            Instant.parse("2026-11-22T08:00:00.123456789Z"),
            Duration.ofMillis(1500),
            LocalDate.of(2026, 11, 22),
            LocalTime.of(8, 30),
            LocalDateTime.of(2026, 11, 22, 8, 30),
            ZoneId.of("Asia/Shanghai"),
            URI.create("https://example.org/a?b"),
            new ChatId("pual", ChatKind.GROUP, "42"),
            Optional.of("here"),
            List.of(new Tree("a", List.of(new Leaf(1), new Leaf(2)))),
            Set.of(3),
            Map.of("today", List.of(Mood.GOOD, Mood.VERY_GOOD)),
            null);

    private static <T> T readAs(Class<T> type, String json) throws MisfitException {
        return ValueType.of(type).read(json);
    }

    @Test
    void everythingComesBackAsItWas() throws Exception {
        ValueType<Everything> type = ValueType.of(Everything.class);
        assertThat(type.read(type.write(EVERYTHING))).isEqualTo(EVERYTHING);
    }

    @Test
    void jsonReadsAsOneWouldExpect() {
        assertThat(ValueType.of(Tree.class).write(new Tree("a", List.of())))
                .isEqualTo("{\"name\":\"a\",\"children\":[]}");
        assertThat(ValueType.of(String.class).write("a")).isEqualTo("\"a\"");
        assertThat(ValueType.of(Long.class).write(7L)).isEqualTo("7");
    }

    @Test
    void numbersThatJsonDoesNotHaveComeBack() throws Exception {
        ValueType<Double> type = ValueType.of(Double.class);
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0}) {
            assertThat(type.read(type.write(number))).isEqualTo(Double.valueOf(number));
        }
    }

    private record Older(String name, int dropped) {}

    private record Newer(
            String name,
            @Default("3") int count,
            @Default("hello, you") String greeting,
            @Default("\"\"") String empty,
            @Default("very-good") Mood mood,
            @Default("PT5S") Duration pause,
            @Default("[1, 2]") List<Integer> numbers,
            Optional<String> maybe,
            Set<String> none,
            Map<String, String> names,
            @Nullable String unknown) {}

    @Test
    void recordMayHaveChangedSince() throws Exception {
        String stored = ValueType.of(Older.class).write(new Older("a", 1));
        assertThat(readAs(Newer.class, stored))
                .isEqualTo(new Newer(
                        "a",
                        3,
                        "hello, you",
                        "",
                        Mood.VERY_GOOD,
                        Duration.ofSeconds(5),
                        List.of(1, 2),
                        Optional.empty(),
                        Set.of(),
                        Map.of(),
                        null));
    }

    private record Strict(Tree tree, int count) {
        Strict {
            if (count < 0) {
                throw new IllegalArgumentException("count: " + count + " (expected: at least 0)");
            }
        }
    }

    private static void misfit(String json, String told) {
        assertThatExceptionOfType(MisfitException.class)
                .isThrownBy(() -> readAs(Strict.class, json))
                .withMessageContaining(told);
    }

    @Test
    void whatDoesNotFitIsToldWithItsPlace() {
        misfit("{\"count\":1}", "Strict.tree is missing (expected: a value, or @Default or @Nullable");
        misfit(
                "{\"count\":\"1\",\"tree\":{\"name\":\"\"}}",
                "Strict.count: \"1\" (expected: a whole number of 32 bits)");
        misfit(
                "{\"count\":1,\"tree\":{\"name\":\"a\",\"children\":[{},{\"age\":\"x\"}]}}",
                "Strict.tree.children[1].age: \"x\"");
        misfit("{\"count\":4294967296,\"tree\":{\"name\":\"\"}}", "32 bits");
        misfit("{\"count\":1.5,\"tree\":{\"name\":\"\"}}", "32 bits");
        misfit("{\"count\":-1,\"tree\":{\"name\":\"\"}}", "count: -1 (expected: at least 0)");
        misfit("[]", "Strict: no Strict (expected: a JSON object)");
        misfit("{\"count\":1", "no JSON");
    }

    private record Wrong(@Default("soon") Duration pause) {}

    private record Unstorable(List<Thread> threads) {}

    private record Endless(String name, List<Endless> inner) {}

    @Test
    void typesThatCannotBeKeptAreRefusedWhenTheyAreAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.of(Unstorable.class))
                .withMessageStartingWith("Unstorable.threads[]: java.lang.Thread cannot be stored");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.of(Wrong.class))
                .withMessage("@Default of Wrong.pause: \"soon\" (expected: a duration such as PT90S)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueType.of(Endless.class))
                .withMessageStartingWith("Endless.inner[]: Endless contains itself");
        assertThatIllegalArgumentException().isThrownBy(() -> ValueType.of(Object.class));
        assertThatIllegalArgumentException().isThrownBy(() -> ValueType.of(List.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOOD", "good"})
    void constantsAreKnownByTheirNames(String name) throws Exception {
        assertThat(readAs(Mood.class, '"' + name + '"')).isEqualTo(Mood.GOOD);
    }
}
