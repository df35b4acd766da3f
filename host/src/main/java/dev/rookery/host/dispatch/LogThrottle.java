package dev.rookery.host.dispatch;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lets a warning that repeats be logged once in {@link #SECONDS} seconds for each thing that it is about. Bounded by
 * the number of plugins and accounts, which are its keys. Safe for use by any thread.
 */
public final class LogThrottle {

    /** How long the same warning is kept back. */
    static final long SECONDS = 10;

    private static final class Line {
        private long dueNanos;
        private long keptBack;

        Line(long dueNanos) {
            this.dueNanos = dueNanos;
        }
    }

    private final Map<String, Line> lines = new HashMap<>();
    private final LongSupplier nanoTime;

    /** Keeps nothing back yet. */
    public LogThrottle() {
        this(System::nanoTime);
    }

    LogThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Asks for leave to log.
     *
     * @return how many were kept back since the last one; empty to keep this one back too
     */
    public synchronized OptionalLong ask(String key) {
        long now = nanoTime.getAsLong();
        Line line = lines.computeIfAbsent(key, k -> new Line(now));
        if (now - line.dueNanos < 0) {
            line.keptBack++;
            return OptionalLong.empty();
        }
        long keptBack = line.keptBack;
        line.keptBack = 0;
        line.dueNanos = now + TimeUnit.SECONDS.toNanos(SECONDS);
        return OptionalLong.of(keptBack);
    }

    /** The end of a line that is logged: how many were kept back, or nothing. */
    public static String end(long keptBack) {
        return keptBack == 0 ? "" : " and-before-that=" + keptBack;
    }
}
