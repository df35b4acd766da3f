package dev.rookery.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {

    private static final Aim CPU =
            new Aim("keepalive-32", Metric.CPU, "rookery", Aim.BEST_PEER, Aim.Form.THEIRS_OVER_OURS_AT_LEAST, 1.5);
    private static final Aim BYTES =
            new Aim("keepalive-32", Metric.BYTES, "rookery", Aim.BEST_PEER, Aim.Form.OURS_OVER_THEIRS_AT_MOST, 0.45);
    private static final Aim BOUND =
            new Aim("keepalive-32", Metric.CPU, "rookery", "bare-decoder", Aim.Form.THEIRS_OVER_OURS_AT_LEAST, 0.9);

    private final Rounds rounds = new Rounds("keepalive-32", "32 in flight");

    private void measured(String contender, double cpu, double bytes) {
        rounds.add(contender, new Sample(Map.of(Metric.CPU, cpu, Metric.BYTES, bytes)));
    }

    @Test
    void anAimIsMetAtItsBoundAndMissedBelow() {
        measured("rookery", 10, 451);
        measured("ahc", 15, 1000);
        measured("vertx", 16, 2000);

        assertThat(CPU.judge(rounds)).contains(new Aim.Outcome("1.50 (1.50 to 1.50, ahc)", true));
        assertThat(BYTES.judge(rounds)).contains(new Aim.Outcome("0.45 (0.45 to 0.45, ahc)", false));
    }

    @Test
    void aBoundIsNoPeer() {
        measured("rookery", 10, 100);
        measured("bare-decoder", 5, 50);
        measured("ahc", 20, 200);

        assertThat(CPU.judge(rounds).orElseThrow().measured()).contains("ahc");
        assertThat(BOUND.judge(rounds).orElseThrow().met()).isFalse();
    }

    @Test
    void anAimWhoseWorkloadOrRivalWasNotMeasuredIsNotJudged() {
        measured("rookery", 10, 100);

        assertThat(CPU.judge(rounds)).isEmpty();
        assertThat(BOUND.judge(rounds)).isEmpty();
        assertThat(CPU.judge(new Rounds("chain", "hops"))).isEmpty();
    }

    @Test
    void aBoundOfTimeIsComparedWithTheMedian() {
        Aim aim = new Aim("keepalive-32", Metric.NANOS, "rookery", "rookery", Aim.Form.OURS_AT_MOST, 300);
        rounds.add("rookery", new Sample(Map.of(Metric.NANOS, 299.0)));
        rounds.add("rookery", new Sample(Map.of(Metric.NANOS, 305.0)));

        assertThat(aim.judge(rounds)).contains(new Aim.Outcome("302", false));
    }

    @Test
    void theDocumentTellsFactsAimsFiguresAndFailures() {
        measured("rookery", 10, 400);
        measured("ahc", 16, 1000);
        rounds.fail("jdk", "no answer");
        rounds.tell("one round");

        String text = new Results(List.of("date: today", "load average before: 0.10"), List.of(rounds))
                .markdown(List.of(CPU, BYTES, BOUND));

        assertThat(text).isEqualTo("""
                # The HTTP client and the event loop against their peers

                - date: today
                - load average before: 0.10

                ## Aims

                | aim                                                   | measured: median of the rounds |     |
                | ----------------------------------------------------- | -----------------------------: | --: |
                | keepalive-32, CPU µs: best peer / rookery ≥ 1.50      |       1.60 (1.60 to 1.60, ahc) | met |
                | keepalive-32, B allocated: rookery / best peer ≤ 0.45 |       0.40 (0.40 to 0.40, ahc) | met |
                | keepalive-32, CPU µs: bare-decoder / rookery ≥ 0.90   |                   not measured |     |

                ## keepalive-32: 32 in flight

                Method: one round.

                |         | CPU µs | by rookery | B allocated | by rookery |
                | ------- | -----: | ---------: | ----------: | ---------: |
                | rookery |  10.00 |       1.00 |         400 |       1.00 |
                | ahc     |  16.00 |       1.60 |        1000 |       2.50 |

                jdk failed and is left out: no answer
                """);
    }
}
