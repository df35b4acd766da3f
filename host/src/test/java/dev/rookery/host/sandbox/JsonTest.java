package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the sandbox makes of a client's JSON. */
class JsonTest {

    private static final int BITS = 15;

    /** Names whose hashes are equal, in Jackson's own table and in Java's maps. */
    @ParameterizedTest
    @CsvSource({"Ab, BA", "Aa, BB"})
    void namesMadeToCollideHarmNoLaterText(String one, String other) {
        String colliding = IntStream.range(0, 1 << BITS)
                .mapToObj(number -> "\"" + name(number, one, other) + "\":1")
                .collect(Collectors.joining(","));
        assertThat(Json.parse("{" + colliding + "}")).hasSize(1 << BITS);
        String numbered =
                IntStream.range(0, 10_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","));
        assertThat(Json.parse("{" + numbered + "}")).hasSize(10_000);
    }

    @Test
    void textThatIsTooDeepIsNoJson() {
        assertThatThrownBy(() -> Json.parse("[".repeat(3_000) + "]".repeat(3_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not JSON");
    }

    private static String name(int number, String one, String other) {
        return IntStream.range(0, BITS)
                .mapToObj(bit -> (number >> bit & 1) == 0 ? one : other)
                .collect(Collectors.joining());
    }
}
