package dev.rookery.host.schedule;

import dev.rookery.host.time.ManualTimers;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The clock of a machine that can be put to sleep, so that all that fell due runs at its end, or be set back. */
final class PausingTimers implements Timers {

    private final ManualTimers timers;
    private @Nullable Instant wakes;
    private Duration back = Duration.ZERO;

    PausingTimers(ManualTimers timers) {
        this.timers = timers;
    }

    void sleep(Duration length) {
        wakes = timers.instant().plus(length);
        timers.advance(length);
        wakes = null;
    }

    void setBack(Duration by) {
        back = by;
    }

    private Duration asleep() {
        return wakes == null ? Duration.ZERO : Duration.between(timers.instant(), wakes);
    }

    @Override
    public Instant instant() {
        return timers.instant().plus(asleep()).minus(back);
    }

    @Override
    public long nanoTime() {
        return timers.nanoTime() + asleep().toNanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return timers.after(delay.plus(asleep()), task);
    }
}
