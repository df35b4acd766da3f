package dev.rookery.host.plugin;

import java.time.Duration;

/** Keeps stopping bounded as a whole: once limited, hardly any wait is granted beyond what is left. Any thread. */
final class StopBudget {

    /** Granted even when nothing is left, so that one plugin that hangs does not take it all from the others. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private volatile long until;
    private volatile boolean limited;

    /** From now on, all waits together get at most this. */
    void limit(Duration total) {
        until = System.nanoTime() + total.toNanos();
        limited = true;
    }

    /** The wished wait or what is left of the total, at least a moment. */
    Duration grant(Duration wish) {
        if (!limited) {
            return wish;
        }
        Duration left = Duration.ofNanos(Math.max(LEAST.toNanos(), until - System.nanoTime()));
        return left.compareTo(wish) < 0 ? left : wish;
    }
}
