package dev.rookery.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SecondsTest {

    @Test
    void secondsMayHaveAFraction() {
        assertThat(new Seconds().convert("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(new Seconds().convert("12s")).isEqualTo(Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "2", "-1s", "1.2345s", "1m"})
    void anythingElseIsRefused(String value) {
        assertThatExceptionOfType(TypeConversionException.class)
                .isThrownBy(() -> new Seconds().convert(value))
                .withMessageContaining("expected: seconds, such as 1.5s");
    }
}
