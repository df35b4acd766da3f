package dev.rookery.bench.http;

import java.time.Duration;

/**
 * Keeps a run within its time: each of its parts has its share of what is left, and half as much again if it needs it.
 * When a part's time is over no further round of it begins.
 */
final class Schedule {

    private final long end;
    private int parts;
    private long partEnd;

    /** For so many parts; it begins now. */
    Schedule(Duration limit, int parts) {
        this.end = System.nanoTime() + limit.toNanos();
        this.parts = parts;
    }

    /** The next part begins. */
    void begin() {
        long now = System.nanoTime();
        partEnd = now + (end - now) / Math.max(1, parts) * 3 / 2;
        parts--;
    }

    /** Whether there is time for another round after so many. */
    boolean allows(int roundsDone) {
        return roundsDone == 0 || System.nanoTime() < partEnd;
    }
}
