package dev.rookery.host.plugin;

import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** For how long a plugin has missed messages without a pause. Any thread. */
final class Saturation {

    /** After so long without a miss it begins anew. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Timers timers;
    private long missedNanos;
    private long sinceNanos;

    Saturation(Timers timers) {
        this.timers = timers;
        this.missedNanos = timers.nanoTime() - TimeUnit.HOURS.toNanos(1);
    }

    /** Another message is missed: whether that has gone on for so long, which then begins anew. */
    synchronized boolean misses(Duration most) {
        long now = timers.nanoTime();
        if (now - missedNanos > PAUSE.toNanos()) {
            sinceNanos = now;
        }
        missedNanos = now;
        boolean reached = now - sinceNanos >= most.toNanos();
        sinceNanos = reached ? now : sinceNanos;
        return reached;
    }
}
