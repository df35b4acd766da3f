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
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All clients side by side, each a living process, measured in turn. Who fails is told and left out of the workload.
 */
final class Contest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** How long a client is warmed before it is the next one's turn. */
    private static final Duration TURN = Duration.ofSeconds(2);

    /**
     * On a busy machine, whose compiler gets little of the time, a client is warmed for up to so many times as long.
     */
    private static final int PATIENT = 3;

    private final ChildProcess server;
    private final List<String> options;
    private final Consumer<String> progress;
    private final Map<String, ChildProcess> clients = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();

    /**
     * Without anybody yet.
     *
     * @param server that counts the connections it accepts
     * @param options of each client's JVM
     */
    Contest(ChildProcess server, List<String> options, Consumer<String> progress) {
        this.server = server;
        this.options = options;
        this.progress = progress;
    }

    /** Starts a JVM for each client and has it fetch the server's cookie. */
    void enter(List<String> names, int core, int connections, Path certificate, URI from) {
        for (String name : names) {
            enter(name, () -> {
                ChildProcess client = ChildProcess.java(
                        name,
                        core,
                        options,
                        ClientMain.class,
                        List.of(name, Integer.toString(connections), certificate.toString()));
                clients.put(name, client);
                client.ask("prepare server=" + from, PATIENCE);
            });
        }
    }

    /** Starts those of the scripts that the machine can run. */
    void enterScripts(List<String> names, int core, Path folder) {
        for (String name : names) {
            enter(name, () -> {
                Optional<Script> script = Script.client(name, folder);
                if (script.isEmpty()) {
                    throw new IOException("its language or library is not installed");
                }
                clients.put(name, ChildProcess.start(name, core, script.get().command(CannedAnswers.COOKIE)));
            });
        }
    }

    private void enter(String name, Entry entry) {
        try {
            entry.make();
        } catch (IOException e) {
            progress.accept("left out: " + name + ": " + e.getMessage());
            absent.put(name, String.valueOf(e.getMessage()));
        }
    }

    /** What is measured, by the names of the jars. */
    List<String> libraries() {
        return clients.values().stream()
                .map(client -> client.greeting().getOrDefault("library", "?").replace('_', ' '))
                .distinct()
                .toList();
    }

    /** Measures a workload after a warm-up; who comes first changes from round to round. */
    Rounds run(Workload workload, int rounds, Duration warmUp, Schedule schedule) {
        Rounds result = new Rounds(workload.name(), workload.title());
        absent.entrySet().stream()
                .filter(one -> workload.suits(one.getKey()))
                .forEach(one -> result.fail(one.getKey(), one.getValue()));
        List<String> order = new ArrayList<>(
                clients.keySet().stream().filter(workload::suits).toList());
        order.removeAll(absent.keySet());
        warmUp(workload, warmUp, order, result);
        int count = Math.min(rounds, workload.mostRounds());
        int done = 0;
        for (; done < count && schedule.allows(done) && !order.isEmpty(); done++) {
            progress.accept(workload.name() + ": round " + (done + 1) + " of " + count + ", load "
                    + Math.round(Machine.load()));
            for (String name : List.copyOf(order)) {
                attempt(name, result, order, client -> result.add(name, measure(workload, client)));
            }
            Collections.rotate(order, 1);
        }
        result.tell("rounds: " + done
                + ", all clients alive, each once a round, in turn first; each warmed with the same for "
                + warmUp.toMillis() / 1e3 + " s before, in turns of at most " + TURN.toSeconds() + " s; JVM options "
                + String.join(" ", options));
        return result;
    }

    /** Each client for the same time; those whose process was hardly let run, for longer. */
    private void warmUp(Workload workload, Duration time, List<String> order, Rounds result) {
        Map<String, Duration> before = new LinkedHashMap<>();
        order.forEach(name -> before.put(name, process(name).cpu()));
        Duration turn = time.compareTo(TURN) < 0 ? time : TURN;
        Duration least = time.dividedBy(2);
        long turns = turn.isZero() ? 0 : (time.toMillis() + turn.toMillis() - 1) / turn.toMillis();
        for (long done = 0; done < PATIENT * turns; done++) {
            boolean due = done < turns;
            List<String> cold = order.stream()
                    .filter(name -> due
                            || process(name)
                                            .cpu()
                                            .minus(Objects.requireNonNull(before.get(name)))
                                            .compareTo(least)
                                    < 0)
                    .toList();
            if (cold.isEmpty()) {
                return;
            }
            progress.accept(workload.name() + ": warm-up, turn " + (done + 1) + " of " + turns
                    + (due ? "" : ", more for") + (due ? "" : " " + cold));
            for (String name : cold) {
                attempt(name, result, order, client -> workload.warm(client, turn));
            }
        }
    }

    private Sample measure(Workload workload, ChildProcess client) throws IOException {
        double before = accepted();
        return workload.measure(client).with(Metric.CONNECTIONS, accepted() - before);
    }

    private double accepted() throws IOException {
        return Double.parseDouble(server.ask("accepted", PATIENCE).getOrDefault("count", "NaN"));
    }

    private ChildProcess process(String name) {
        return Objects.requireNonNull(clients.get(name));
    }

    /** Ends all of them. */
    @Override
    public void close() {
        clients.values().forEach(ChildProcess::close);
    }

    private interface Entry {
        void make() throws IOException;
    }

    private interface Step {
        void take(ChildProcess client) throws IOException;
    }

    private void attempt(String name, Rounds result, List<String> order, Step step) {
        try {
            step.take(process(name));
        } catch (IOException e) {
            progress.accept("failed: " + e.getMessage());
            result.fail(name, String.valueOf(e.getMessage()));
            order.remove(name);
        }
    }
}
