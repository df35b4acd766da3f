package dev.rookery.bench.http;

import java.util.Locale;

/** A figure of a measurement. CPU time and bytes are the figures of record, the machine's moods show in the others. */
enum Metric {
    CPU("CPU µs", "%.2f", true),
    BYTES("B allocated", "%.0f", true),
    RATE("per second", "%.0f", false),
    HEAP_IDLE("heap B idle", "%.0f", true),
    HEAP_AFTER("heap B after bursts", "%.0f", true),
    RSS_IDLE("RSS B idle", "%.0f", true),
    RSS_AFTER("RSS B after bursts", "%.0f", true),
    P50("p50 ms", "%.1f", true),
    P99("p99 ms", "%.1f", true),
    THREADS("threads", "%.0f", true),
    NANOS("ns", "%.0f", true);

    private final String title;
    private final String format;
    private final boolean lessIsBetter;

    Metric(String title, String format, boolean lessIsBetter) {
        this.title = title;
        this.format = format;
        this.lessIsBetter = lessIsBetter;
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
