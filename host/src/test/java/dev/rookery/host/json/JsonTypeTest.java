package dev.rookery.host.json;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTypeTest {

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
        return JsonType.of(type).read(json);
    }

    @Test
    void everythingComesBackAsItWas() throws Exception {
        JsonType<Everything> type = JsonType.of(Everything.class);
        assertThat(type.read(type.write(EVERYTHING))).isEqualTo(EVERYTHING);
    }

    @Test
    void jsonReadsAsOneWouldExpect() {
        assertThat(JsonType.of(Tree.class).write(new Tree("a", List.of())))
                .isEqualTo("{\"name\":\"a\",\"children\":[]}");
        assertThat(JsonType.of(String.class).write("a")).isEqualTo("\"a\"");
        assertThat(JsonType.of(Long.class).write(7L)).isEqualTo("7");
    }

    @Test
    void numbersThatJsonDoesNotHaveComeBack() throws Exception {
        JsonType<Double> type = JsonType.of(Double.class);
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
        String stored = JsonType.of(Older.class).write(new Older("a", 1));
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
        misfit("{\"count\":\n1", "no JSON at line 2, column 2: ");
        misfit("{\"tree\":{\"name\":\"\"},\"count\":1} {", "no JSON at line 1, column ");
        misfit(" ", "no JSON: it is empty");
    }

    private record Wrong(@Default("soon") Duration pause) {}

    private record Unstorable(List<Thread> threads) {}

    private record Endless(String name, List<Endless> inner) {}

    @Test
    void typesThatCannotBeKeptAreRefusedWhenTheyAreAskedFor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonType.of(Unstorable.class))
                .withMessageStartingWith("Unstorable.threads[]: java.lang.Thread has no JSON");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonType.of(Wrong.class))
                .withMessage("@Default of Wrong.pause: \"soon\" (expected: a duration such as PT90S)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonType.of(Endless.class))
                .withMessageStartingWith("Endless.inner[]: Endless contains itself");
        assertThatIllegalArgumentException().isThrownBy(() -> JsonType.of(Object.class));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonType.of(List.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GOOD", "good"})
    void constantsAreKnownByTheirNames(String name) throws Exception {
        assertThat(readAs(Mood.class, '"' + name + '"')).isEqualTo(Mood.GOOD);
    }

    @Test
    void listsAndMapsAreReadAsWell() throws Exception {
        assertThat(JsonType.listOf(Leaf.class).read("[{\"age\":1},{}]")).containsExactly(new Leaf(1), new Leaf(0));
        assertThat(JsonType.mapOf(Leaf.class).read("{\"b\":{\"age\":2},\"a\":{}}"))
                .containsExactly(Map.entry("b", new Leaf(2)), Map.entry("a", new Leaf(0)));
        assertThatExceptionOfType(MisfitException.class)
                .isThrownBy(() -> JsonType.listOf(Leaf.class).read("[{},{\"age\":true}]"))
                .withMessage("Leaf[1].age: true (expected: a whole number of 32 bits)");
        assertThatExceptionOfType(MisfitException.class)
                .isThrownBy(() -> JsonType.mapOf(Leaf.class).read("{\"a\":[]}"))
                .withMessage("Leaf.a: no Leaf (expected: a JSON object)");
    }

    @Test
    void whatNobodyNamesIsWrittenByItsOwnType() {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("leaves", List.of(new Leaf(1)));
        named.put("mood", Mood.VERY_GOOD);
        named.put("zone", ZoneId.of("Asia/Shanghai"));
        named.put("maybe", Optional.of("x"));
        named.put("none", null);
        assertThat(JsonType.writeAny(named))
                .isEqualTo("{\"leaves\":[{\"age\":1}],\"mood\":\"VERY_GOOD\",\"zone\":\"Asia/Shanghai\","
                        + "\"maybe\":\"x\",\"none\":null}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonType.writeAny(List.of(new StringBuilder())))
                .withMessageStartingWith("StringBuilder: java.lang.StringBuilder has no JSON");
    }
}
