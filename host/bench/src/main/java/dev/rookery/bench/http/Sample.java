package dev.rookery.bench.http;

import java.util.EnumMap;
import java.util.Map;

/** What one contender came to in one round. */
record Sample(Map<Metric, Double> figures) {

    /** The same with one figure more. */
    Sample with(Metric metric, double value) {
        Map<Metric, Double> more = new EnumMap<>(figures);
        more.put(metric, value);
        return new Sample(more);
    }

    /** From what {@link Usage#since} told, each figure per request but for the heap's peak; scripts tell no bytes. */
    static Sample perRequest(Map<String, String> told) {
        double requests = Math.max(1, number(told, "requests"));
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.CPU, number(told, "cpu") / 1e3 / requests);
        if (told.containsKey("bytes")) {
            figures.put(Metric.BYTES, number(told, "bytes") / requests);
        }
        if (told.containsKey("peak")) {
            figures.put(Metric.HEAP_PEAK, number(told, "peak") / (1 << 20));
        }
        figures.put(Metric.RATE, requests * 1e9 / number(told, "nanos"));
        return new Sample(figures);
    }

    private static double number(Map<String, String> told, String name) {
        String value = told.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing in " + told);
        }
        return Double.parseDouble(value);
    }
}
