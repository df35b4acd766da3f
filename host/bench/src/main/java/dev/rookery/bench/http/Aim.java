package dev.rookery.bench.http;

import dev.rookery.bench.http.client.Client;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be shown by a workload.
 *
 * @param workload its name
 * @param metric the figure
 * @param ours whose figure it is
 * @param theirs whom it is compared with; {@link #BEST_PEER} for the best of all other clients
 * @param form what is compared
 * @param bound how large the quotient has to be or may be
 */
record Aim(String workload, Metric metric, String ours, String theirs, Form form, double bound) {

    /** Whoever of the clients that are neither ours nor a bound has the best median. */
    static final String BEST_PEER = "best peer";

    private static final String OURS = "rookery";

    /** How two figures are compared. */
    enum Form {
        /** Their figure divided by ours has to reach the bound. */
        THEIRS_OVER_OURS_AT_LEAST,
        /** Our figure divided by theirs may reach the bound. */
        OURS_OVER_THEIRS_AT_MOST,
        /** Our figure divided by theirs has to reach the bound. */
        OURS_OVER_THEIRS_AT_LEAST,
        /** Our figure may reach the bound, whatever theirs is. */
        OURS_AT_MOST
    }

    /**
     * How an aim fared.
     *
     * @param measured in words
     * @param met whether it was reached
     */
    record Outcome(String measured, boolean met) {}

    /** What the HTTP client and the loop are to reach. */
    static List<Aim> all() {
        return List.of(
                new Aim("keepalive-32", Metric.CPU, OURS, BEST_PEER, Form.THEIRS_OVER_OURS_AT_LEAST, 1.5),
                new Aim("keepalive-32", Metric.CPU, OURS, "bare-decoder", Form.THEIRS_OVER_OURS_AT_LEAST, 0.9),
                new Aim("keepalive-32", Metric.BYTES, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_MOST, 0.45),
                new Aim("keepalive-256", Metric.CPU, OURS, BEST_PEER, Form.THEIRS_OVER_OURS_AT_LEAST, 1.5),
                new Aim("keepalive-256", Metric.CPU, OURS, "bare-decoder", Form.THEIRS_OVER_OURS_AT_LEAST, 0.9),
                new Aim("keepalive-256", Metric.BYTES, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_MOST, 0.45),
                new Aim("keepalive-32", Metric.CONNECTIONS, OURS, OURS, Form.OURS_AT_MOST, 0),
                new Aim("keepalive-256", Metric.CONNECTIONS, OURS, OURS, Form.OURS_AT_MOST, 0),
                new Aim("tls-32", Metric.CPU, OURS, BEST_PEER, Form.THEIRS_OVER_OURS_AT_LEAST, 1.2),
                new Aim("chain", Metric.RATE, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_LEAST, 1.05),
                new Aim("chain", Metric.RATE, OURS, "bare-decoder", Form.OURS_OVER_THEIRS_AT_LEAST, 0.95),
                new Aim("chain", Metric.RATE, OURS, "tornado", Form.OURS_OVER_THEIRS_AT_LEAST, 15),
                new Aim("chain", Metric.RATE, OURS, "mojolicious", Form.OURS_OVER_THEIRS_AT_LEAST, 15),
                new Aim("download", Metric.RATE, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_LEAST, 0.95),
                new Aim("download", Metric.HEAP_PEAK, OURS, OURS, Form.OURS_AT_MOST, Workload.Transfer.HEAP_MEGABYTES),
                new Aim("upload", Metric.RATE, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_LEAST, 0.95),
                new Aim("upload", Metric.HEAP_PEAK, OURS, OURS, Form.OURS_AT_MOST, Workload.Transfer.HEAP_MEGABYTES),
                new Aim("polls", Metric.HEAP_IDLE, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_MOST, 0.65),
                new Aim("polls", Metric.RSS_AFTER, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_MOST, 0.65),
                new Aim("polls", Metric.P99, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_MOST, 0.55),
                new Aim("polls", Metric.CPU, OURS, BEST_PEER, Form.OURS_OVER_THEIRS_AT_MOST, 0.5),
                new Aim("polls", Metric.THREADS_GROWN, OURS, OURS, Form.OURS_AT_MOST, 0),
                new Aim("echo-64", Metric.CPU, "loop-toggling", "tornado-toggling", Form.THEIRS_OVER_OURS_AT_LEAST, 6),
                new Aim(
                        "echo-512",
                        Metric.CPU,
                        "loop-toggling",
                        "tornado-toggling",
                        Form.THEIRS_OVER_OURS_AT_LEAST,
                        4.5),
                new Aim("echo-64", Metric.CPU, "loop-direct", "tornado-direct", Form.THEIRS_OVER_OURS_AT_LEAST, 1.35),
                new Aim("echo-512", Metric.CPU, "loop-direct", "tornado-direct", Form.THEIRS_OVER_OURS_AT_LEAST, 1.35),
                new Aim("echo-64", Metric.CPU, "loop-direct", "netty-direct", Form.THEIRS_OVER_OURS_AT_LEAST, 1),
                new Aim("echo-512", Metric.CPU, "loop-direct", "netty-direct", Form.THEIRS_OVER_OURS_AT_LEAST, 1),
                new Aim("loop-update", Metric.NANOS, OURS, OURS, Form.OURS_AT_MOST, 300),
                new Aim("loop-remove-add", Metric.NANOS, OURS, OURS, Form.OURS_AT_MOST, 500));
    }

    /** The aim in words. */
    String title() {
        String measure = workload + ", " + metric.title() + ": ";
        return measure
                + switch (form) {
                    case THEIRS_OVER_OURS_AT_LEAST -> theirs + " / " + ours + " ≥ " + quotient(bound);
                    case OURS_OVER_THEIRS_AT_MOST -> ours + " / " + theirs + " ≤ " + quotient(bound);
                    case OURS_OVER_THEIRS_AT_LEAST -> ours + " / " + theirs + " ≥ " + quotient(bound);
                    case OURS_AT_MOST -> ours + " ≤ " + metric.show(bound);
                };
    }

    private static String quotient(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** How it fared; empty if the rounds are of another workload or somebody is missing. */
    Optional<Outcome> judge(Rounds rounds) {
        if (!rounds.workload().equals(workload)) {
            return Optional.empty();
        }
        if (form == Form.OURS_AT_MOST) {
            return rounds.median(metric, ours).stream()
                    .mapToObj(value -> new Outcome(metric.show(value), value <= bound))
                    .findFirst();
        }
        List<String> peers = rounds.contenders().stream()
                .filter(name -> !name.equals(ours) && !Client.BOUNDS.contains(name))
                .toList();
        Optional<String> rival = theirs.equals(BEST_PEER) ? rounds.best(metric, peers) : Optional.of(theirs);
        return rival.flatMap(name -> form == Form.THEIRS_OVER_OURS_AT_LEAST
                ? rounds.ratio(metric, name, ours).map(ratio -> outcome(name, ratio))
                : rounds.ratio(metric, ours, name).map(ratio -> outcome(name, ratio)));
    }

    private Outcome outcome(String rival, Rounds.Ratio ratio) {
        boolean most = form == Form.OURS_OVER_THEIRS_AT_MOST;
        return new Outcome(
                String.format(
                        Locale.ROOT, "%.2f (%.2f to %.2f, %s)", ratio.median(), ratio.least(), ratio.most(), rival),
                most ? ratio.median() <= bound : ratio.median() >= bound);
    }
}
