package dev.rookery.host.schedule;

import dev.rookery.api.schedule.Cron;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.function.Supplier;

/** When a job is due. Asked by one thread at a time. */
interface Rhythm {

    /** How long from now to the time that was last told by {@link #advance}; zero or less when it has come. */
    Duration left();

    /** Goes on to the first time that has not passed yet; false after the last one. */
    boolean advance();

    /** Once, whatever the clock on the wall is set to meanwhile. */
    static Rhythm after(Timers timers, Duration delay) {
        long due = timers.nanoTime() + delay.toNanos();
        return once(() -> Duration.ofNanos(due - timers.nanoTime()));
    }

    /** Once, when the clock on the wall shows it. */
    static Rhythm at(Timers timers, Instant due) {
        return once(() -> Duration.between(timers.instant(), due));
    }

    private static Rhythm once(Supplier<Duration> left) {
        return new Rhythm() {
            @Override
            public Duration left() {
                return left.get();
            }

            @Override
            public boolean advance() {
                return false;
            }
        };
    }

    /** Again and again, in equal steps from now on, whatever the clock on the wall is set to. */
    static Rhythm every(Timers timers, Duration period) {
        long step = period.toNanos();
        return new Rhythm() {
            private long due = timers.nanoTime() + step;

            @Override
            public Duration left() {
                return Duration.ofNanos(due - timers.nanoTime());
            }

            @Override
            public boolean advance() {
                long late = Math.max(0, timers.nanoTime() - due);
                due += (late / step + 1) * step;
                return true;
            }
        };
    }

    /** At times by the clock on the wall. When it is set back, nothing is repeated. */
    static Rhythm cron(Timers timers, Cron times, ZoneRules zone) {
        return new Rhythm() {
            private Instant due = times.next(timers.instant(), zone);

            @Override
            public Duration left() {
                return Duration.between(timers.instant(), due);
            }

            @Override
            public boolean advance() {
                // The clock may have been set back since left() was asked.
                Instant now = timers.instant();
                due = times.next(now.isAfter(due) ? now : due, zone);
                return true;
            }
        };
    }
}
