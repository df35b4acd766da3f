package dev.rookery.bench.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * One workload in paired rounds: in each round every contender is measured once, so that what else the machine does
 * strikes all of them. Contenders are compared within a round; what is told is the median over the rounds.
 */
final class Rounds {

    private final String workload;
    private final String title;
    private final String reference;
    private String method = "";
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    /**
     * Without any samples yet.
     *
     * @param workload what aims and options call it
     * @param title what the results call it
     * @param reference the contender by whose figures those of all are divided
     */
    Rounds(String workload, String title, String reference) {
        this.workload = workload;
        this.title = title;
        this.reference = reference;
    }

    /** Without any samples yet; all are compared with our client. */
    Rounds(String workload, String title) {
        this(workload, title, "rookery");
    }

    /**
     * A contender's figures in paired rounds, divided round by round by another's.
     *
     * @param median of the quotients
     * @param least of them
     * @param most of them
     */
    record Ratio(double median, double least, double most) {}

    String workload() {
        return workload;
    }

    String title() {
        return title;
    }

    String reference() {
        return reference;
    }

    /** How it was measured. */
    String method() {
        return method;
    }

    /** Says how it was measured, now that it was. */
    void tell(String how) {
        method = how;
    }

    /** Adds the contender's next round. */
    void add(String contender, Sample sample) {
        samples.computeIfAbsent(contender, first -> new ArrayList<>()).add(sample);
    }

    /** Leaves the contender out: rounds without it would not be paired. */
    void fail(String contender, String cause) {
        samples.remove(contender);
        failures.put(contender, cause);
    }

    /** Those who came through all rounds. */
    List<String> contenders() {
        return List.copyOf(samples.keySet());
    }

    /** Those who did not, and why. */
    Map<String, String> failures() {
        return failures;
    }

    /** The figures that anybody has. */
    List<Metric> metrics() {
        return samples.values().stream()
                .flatMap(List::stream)
                .flatMap(sample -> sample.figures().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The median of a contender's figure; empty if it has none. */
    OptionalDouble median(Metric metric, String contender) {
        double[] values = values(metric, contender);
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(values));
    }

    /** One contender's figure over another's; empty if one of them has none. */
    Optional<Ratio> ratio(Metric metric, String above, String below) {
        double[] over = values(metric, above);
        double[] under = values(metric, below);
        int pairs = Math.min(over.length, under.length);
        if (pairs == 0) {
            return Optional.empty();
        }
        double[] quotients =
                IntStream.range(0, pairs).mapToDouble(i -> over[i] / under[i]).toArray();
        return Optional.of(new Ratio(
                median(quotients),
                Arrays.stream(quotients).min().orElseThrow(),
                Arrays.stream(quotients).max().orElseThrow()));
    }

    /** Who of them has the best median; empty if nobody has the figure. */
    Optional<String> best(Metric metric, Collection<String> among) {
        Comparator<String> byMedian = Comparator.comparingDouble(
                contender -> median(metric, contender).orElseThrow());
        return among.stream()
                .filter(contender -> median(metric, contender).isPresent())
                .min(metric.lessIsBetter() ? byMedian : byMedian.reversed());
    }

    private double[] values(Metric metric, String contender) {
        return samples.getOrDefault(contender, List.of()).stream()
                .filter(sample -> sample.figures().containsKey(metric))
                .mapToDouble(sample -> sample.figures().getOrDefault(metric, Double.NaN))
                .toArray();
    }

    /** The middle one, or what lies between the two in the middle. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
