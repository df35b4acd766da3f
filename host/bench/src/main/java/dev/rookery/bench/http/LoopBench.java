package dev.rookery.bench.http;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What updating, removing and adding a handler and arming a timer anew cost on the loop. */
final class LoopBench {

    private static final List<String> OPERATIONS = List.of("update", "remove-add", "timer");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** As often for the compiler alone. */
    private static final int UNCOUNTED = 3;

    private LoopBench() {}

    /** One table for each operation. */
    static List<Rounds> run(int core, List<String> options, int rounds) throws IOException {
        List<Rounds> results = new ArrayList<>();
        try (ChildProcess loop = ChildProcess.java("loop", core, options, LoopMain.class, List.of())) {
            for (String operation : OPERATIONS) {
                Rounds result = new Rounds(
                        "loop-" + operation,
                        "nanoseconds of CPU on the loop for each " + operation
                                + (operation.equals("timer") ? " armed anew on its wheel, 10000 outstanding" : ""));
                result.tell("rounds: " + rounds + " of 200000 operations, " + UNCOUNTED
                        + " as long for the compiler first; CPU time of the loop's thread, turns of the loop included;"
                        + " JVM options " + String.join(" ", options));
                for (int round = 0; round < rounds + UNCOUNTED; round++) {
                    double nanos =
                            Double.parseDouble(loop.ask(operation, PATIENCE).getOrDefault("nanos", "NaN"));
                    if (round >= UNCOUNTED) {
                        result.add("rookery", new Sample(new EnumMap<>(Map.of(Metric.NANOS, nanos))));
                    }
                }
                results.add(result);
            }
        }
        return results;
    }
}
