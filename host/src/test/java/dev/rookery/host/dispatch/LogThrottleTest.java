package dev.rookery.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogThrottleTest {

    private long now = Long.MAX_VALUE - 5; // the clock may wrap around at any time

    private final LogThrottle throttle = new LogThrottle(() -> now);

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void theFirstIsLoggedAndTheNextOnesAreCounted() {
        assertThat(throttle.ask("echo")).isEqualTo(OptionalLong.of(0));
        assertThat(throttle.ask("echo")).isEmpty();
        pass(LogThrottle.SECONDS - 1);
        assertThat(throttle.ask("echo")).isEmpty();
        pass(1);
        assertThat(throttle.ask("echo")).isEqualTo(OptionalLong.of(2));
    }

    @Test
    void lineEndsWithTheCountIfThereIsOne() {
        assertThat(LogThrottle.end(0)).isEmpty();
        assertThat(LogThrottle.end(2)).isEqualTo(" and-before-that=2");
    }

    @Test
    void othersAreNotHidden() {
        assertThat(throttle.ask("echo")).isPresent();
        assertThat(throttle.ask("commands")).isPresent();
    }
}
