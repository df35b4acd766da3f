package dev.rookery.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static Rounds rounds(Map<String, List<Double>> cpu) {
        Rounds rounds = new Rounds("keepalive-32", "a title");
        cpu.forEach((contender, values) ->
                values.forEach(value -> rounds.add(contender, new Sample(Map.of(Metric.CPU, value)))));
        return rounds;
    }

    @Test
    void contendersAreComparedWithinEachRoundBeforeTheMedianIsTaken() {
        // The quotient of the medians were 40 / 45.
        Rounds rounds = rounds(Map.of("a", List.of(10.0, 40.0, 90.0), "b", List.of(5.0, 80.0, 45.0)));

        assertThat(rounds.ratio(Metric.CPU, "a", "b")).contains(new Rounds.Ratio(2.0, 0.5, 2.0));
        assertThat(rounds.median(Metric.CPU, "a")).hasValue(40.0);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Rounds.median(4, 1, 2, 9)).isEqualTo(3);
        assertThat(Rounds.median(7)).isEqualTo(7);
    }

    @Test
    void theBestHasTheLeastCpuButTheHighestRate() {
        Rounds rounds = new Rounds("chain", "a title");
        rounds.add("a", new Sample(Map.of(Metric.CPU, 1.0, Metric.RATE, 10.0)));
        rounds.add("b", new Sample(Map.of(Metric.CPU, 2.0, Metric.RATE, 20.0)));

        assertThat(rounds.best(Metric.CPU, List.of("a", "b", "nobody"))).contains("a");
        assertThat(rounds.best(Metric.RATE, List.of("a", "b", "nobody"))).contains("b");
        assertThat(rounds.best(Metric.BYTES, List.of("a", "b"))).isEmpty();
    }

    @Test
    void whoFailsOnceIsLeftOut() {
        Rounds rounds = rounds(Map.of("a", List.of(1.0), "b", List.of(2.0)));

        rounds.fail("b", "it hung up");

        assertThat(rounds.contenders()).containsExactly("a");
        assertThat(rounds.ratio(Metric.CPU, "a", "b")).isEmpty();
        assertThat(rounds.failures()).containsEntry("b", "it hung up");
    }

    @Test
    void aSampleIsPerRequest() {
        Sample sample = Sample.perRequest(
                Map.of("requests", "2000", "nanos", "500000000", "cpu", "30000000", "bytes", "4000000"));

        assertThat(sample.figures())
                .containsEntry(Metric.CPU, 15.0)
                .containsEntry(Metric.BYTES, 2000.0)
                .containsEntry(Metric.RATE, 4000.0);
    }
}
