package dev.rookery.host.webqq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({
        "0, 0.0, 0",
        "0, 0.5, 500",
        "0, 0.999, 999",
        "1, 0.5, 1000",
        "2, 0.5, 2000",
        "5, 0.5, 16000",
        "6, 0.5, 30000",
        "7, 0.5, 30000",
        "5000, 0.5, 30000"
    })
    void boundDoublesUntilTheCapAndTheWaitIsARandomPartOfIt(int attempt, double random, long millis) {
        assertThat(backoff.delay(attempt, random)).isEqualTo(Duration.ofMillis(millis));
    }
}
