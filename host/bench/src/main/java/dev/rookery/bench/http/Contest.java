package dev.rookery.bench.http;

import dev.rookery.bench.Machine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * All clients side by side, each a living process, measured in turn. Who fails is told and left out of the workload.
 */
final class Contest {

    private static final Duration PREPARING = Duration.ofSeconds(40);

    private final Map<String, ChildProcess> clients;
    private final Consumer<String> progress;
    private final Map<String, String> absent = new LinkedHashMap<>();

    /**
     * Without anybody yet.
     *
     * @param clients where the processes are put; whoever gives it ends them
     */
    Contest(Map<String, ChildProcess> clients, Consumer<String> progress) {
        this.clients = clients;
        this.progress = progress;
    }

    /** Starts a process for each client and has it fetch the server's cookie. */
    void enter(List<String> names, int core, List<String> options, int connections, Path certificate, URI server) {
        for (String name : names) {
            try {
                ChildProcess client = ChildProcess.java(
                        name,
                        core,
                        options,
                        ClientMain.class,
                        List.of(name, Integer.toString(connections), certificate.toString()));
                clients.put(name, client);
                client.ask("prepare server=" + server, PREPARING);
            } catch (IOException e) {
                progress.accept("failed to start: " + e.getMessage());
                absent.put(name, String.valueOf(e.getMessage()));
            }
        }
    }

    /** What is measured, by the names of the jars. */
    String libraries() {
        return String.join(
                ", ",
                clients.values().stream()
                        .map(client ->
                                client.greeting().getOrDefault("library", "?").replace('_', ' '))
                        .distinct()
                        .toList());
    }

    /** Measures a workload; who comes first changes from round to round. */
    Rounds run(Workload workload, int rounds, Duration warmUp) {
        Rounds result = new Rounds(workload.name(), workload.title());
        absent.forEach(result::fail);
        List<String> order = new ArrayList<>(clients.keySet());
        order.removeAll(absent.keySet());
        for (String name : List.copyOf(order)) {
            attempt(name, result, order, client -> workload.warmUp(client, warmUp));
        }
        int count = Math.min(rounds, workload.mostRounds());
        for (int round = 1; round <= count; round++) {
            progress.accept(
                    workload.name() + ": round " + round + " of " + count + ", load " + Math.round(Machine.load()));
            for (String name : List.copyOf(order)) {
                attempt(name, result, order, client -> result.add(name, workload.measure(client)));
            }
            Collections.rotate(order, 1);
        }
        return result;
    }

    private interface Step {
        void take(ChildProcess client) throws IOException;
    }

    private void attempt(String name, Rounds result, List<String> order, Step step) {
        try {
            step.take(Objects.requireNonNull(clients.get(name)));
        } catch (IOException e) {
            progress.accept("failed: " + e.getMessage());
            result.fail(name, String.valueOf(e.getMessage()));
            order.remove(name);
        }
    }
}
