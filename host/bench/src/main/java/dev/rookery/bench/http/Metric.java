package dev.rookery.bench.http;

import java.util.Locale;

/** A figure of a measurement. CPU time and bytes are the figures of record, the machine's moods show in the others. */
enum Metric {
    CPU("CPU µs", "%.2f", true, true),
    BYTES("B allocated", "%.0f", true, true),
    RATE("per second", "%.0f", false, true),
    HEAP_IDLE("heap B idle", "%.0f", true, true),
    HEAP_AFTER("busy", "%.0f", true, false),
    RSS_IDLE("RSS B idle", "%.0f", true, false),
    RSS_AFTER("RSS B busy", "%.0f", true, true),
    P50("p50 ms", "%.1f", true, false),
    P99("p99 ms", "%.1f", true, true),
    THREADS("threads", "%.0f", true, false),
    /** Threads with all polls open, less those without any. */
    THREADS_GROWN("grown", "%.0f", true, false),
    /** Connections that the server accepted in a round: none, if all of the round before were kept. */
    CONNECTIONS("new connections", "%.0f", true, false),
    HEAP_PEAK("heap MB peak", "%.0f", true, false),
    NANOS("ns", "%.0f", true, false);

    private final String title;
    private final String format;
    private final boolean lessIsBetter;
    private final boolean compared;

    Metric(String title, String format, boolean lessIsBetter, boolean compared) {
        this.title = title;
        this.format = format;
        this.lessIsBetter = lessIsBetter;
        this.compared = compared;
    }

    /** Whether a table has a column for it divided by somebody's. */
    boolean isCompared() {
        return compared;
    }

    String title() {
        return title;
    }

    boolean lessIsBetter() {
        return lessIsBetter;
    }

    String show(double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
