package dev.rookery.bench;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/**
 * What one round of a workload came to.
 *
 * @param perSecond answered messages per second, from the first word to the last answer
 * @param hostCpuMicros CPU time of the host process per message
 * @param benchCpuMicros CPU time of sandbox and driver per message
 * @param hostKilobytes what the host allocated per message; NaN when unknown
 * @param p50Millis half of the answers took no longer
 * @param p99Millis of a hundred answers 99 took no longer
 * @param maxMillis no answer took longer
 */
record Measured(
        double perSecond,
        double hostCpuMicros,
        double benchCpuMicros,
        double hostKilobytes,
        double p50Millis,
        double p99Millis,
        double maxMillis) {

    static Measured of(long nanos, Duration hostCpu, Duration benchCpu, OptionalLong hostBytes, long[] sortedDelays) {
        int answers = sortedDelays.length;
        return new Measured(
                answers * 1e9 / nanos,
                hostCpu.toNanos() / 1e3 / answers,
                benchCpu.toNanos() / 1e3 / answers,
                hostBytes.isPresent() ? hostBytes.getAsLong() / 1024.0 / answers : Double.NaN,
                percentileMillis(sortedDelays, 50),
                percentileMillis(sortedDelays, 99),
                percentileMillis(sortedDelays, 100));
    }

    /** The nearest rank: the smallest value that so many of a hundred do not exceed. */
    static double percentileMillis(long[] sortedNanos, int percent) {
        if (sortedNanos.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(sortedNanos.length * (percent / 100.0));
        return sortedNanos[Math.max(rank, 1) - 1] / 1e6;
    }

    /** The median of each figure by itself. */
    static Measured median(List<Measured> rounds) {
        return new Measured(
                median(rounds, Measured::perSecond),
                median(rounds, Measured::hostCpuMicros),
                median(rounds, Measured::benchCpuMicros),
                median(rounds, Measured::hostKilobytes),
                median(rounds, Measured::p50Millis),
                median(rounds, Measured::p99Millis),
                median(rounds, Measured::maxMillis));
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static String header() {
        return String.format(
                "%-7s %-7s %10s %13s %14s %13s %8s %8s %8s",
                "",
                "round",
                "messages/s",
                "host CPU/msg",
                "bench CPU/msg",
                "host kB/msg",
                "p50 ms",
                "p99 ms",
                "max ms");
    }

    String row(String workload, String round) {
        return String.format(
                "%-7s %-7s %10.0f %10.0f µs %11.0f µs %13.1f %8.2f %8.2f %8.2f",
                workload,
                round,
                perSecond,
                hostCpuMicros,
                benchCpuMicros,
                hostKilobytes,
                p50Millis,
                p99Millis,
                maxMillis);
    }
}
