package dev.rookery.host.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogThriftTest {

    private long now = Long.MAX_VALUE - 5; // the clock may wrap around at any time

    private final LogThrift thrift = new LogThrift(() -> now);

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void theFirstIsLoggedAndTheNextOnesAreCounted() {
        assertThat(thrift.ask("echo")).isEqualTo(OptionalLong.of(0));
        assertThat(thrift.ask("echo")).isEmpty();
        pass(LogThrift.SECONDS - 1);
        assertThat(thrift.ask("echo")).isEmpty();
        pass(1);
        assertThat(thrift.ask("echo")).isEqualTo(OptionalLong.of(2));
    }

    @Test
    void lineEndsWithTheCountIfThereIsOne() {
        assertThat(LogThrift.end(0)).isEmpty();
        assertThat(LogThrift.end(2)).isEqualTo(" and-before-that=2");
    }

    @Test
    void othersAreNotHidden() {
        assertThat(thrift.ask("echo")).isPresent();
        assertThat(thrift.ask("commands")).isPresent();
    }
}
