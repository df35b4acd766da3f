package dev.rookery.bench.http;

import dev.rookery.bench.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Echo servers side by side, each a living process, spoken to in turn by one and the same driver. */
final class EchoServers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long connections are spoken over before anything counts: they are accepted in it. */
    private static final Duration RUN_UP = Duration.ofMillis(300);

    private static final Duration TURN = Duration.ofSeconds(2);

    private final ChildProcess driver;
    private final List<String> options;
    private final Consumer<String> progress;
    private final Map<String, ChildProcess> servers = new LinkedHashMap<>();
    private final Map<String, String> absent = new LinkedHashMap<>();

    /**
     * Starts the servers that the machine can run.
     *
     * @param folder where scripts may be put
     */
    EchoServers(int serverCore, int driverCore, List<String> options, Path folder, Consumer<String> progress)
            throws IOException {
        this.options = options;
        this.progress = progress;
        driver = ChildProcess.java("echo-load", driverCore, options, EchoLoad.class, List.of());
        try {
            java("loop-toggling", serverCore, LoopEchoServer.class, "toggling");
            java("loop-direct", serverCore, LoopEchoServer.class, "direct");
            java("netty-direct", serverCore, NettyEchoServer.class, "direct");
            tornado("toggling", serverCore, folder);
            tornado("direct", serverCore, folder);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private void java(String name, int core, Class<?> main, String style) throws IOException {
        servers.put(name, ChildProcess.java(name, core, options, main, List.of(style)));
    }

    private void tornado(String style, int core, Path folder) throws IOException {
        String name = "tornado-" + style;
        Optional<Script> script = Script.tornado("echo.py", folder);
        if (script.isPresent()) {
            servers.put(name, ChildProcess.start(name, core, script.get().command(style)));
        } else {
            progress.accept("left out: " + name + ": there is no Tornado");
            absent.put(name, "there is no Tornado on this machine");
        }
    }

    /** Messages of 64 bytes over so many connections, one under way on each. */
    Rounds run(int connections, int rounds, Duration window, Duration warmUp, Schedule schedule) {
        Rounds result = new Rounds(
                "echo-" + connections,
                connections + " connections, 64 bytes to and fro; CPU of the server per message",
                "loop-direct");
        absent.forEach(result::fail);
        List<String> order = new ArrayList<>(servers.keySet());
        for (long turn = 0; turn * TURN.toMillis() < warmUp.toMillis(); turn++) {
            progress.accept(result.workload() + ": warm-up, turn " + (turn + 1));
            for (String name : List.copyOf(order)) {
                attempt(name, connections, TURN, order, result);
            }
        }
        int done = 0;
        for (; done < rounds && schedule.allows(done); done++) {
            progress.accept(result.workload() + ": round " + (done + 1) + " of " + rounds + ", load "
                    + Math.round(Machine.load()));
            for (String name : List.copyOf(order)) {
                attempt(name, connections, window, order, result).ifPresent(sample -> result.add(name, sample));
            }
            Collections.rotate(order, 1);
        }
        result.tell("rounds: " + done + " of " + window.toMillis() / 1e3
                + " s for each server, all alive, in turn first; each"
                + " warmed for " + warmUp.toMillis() / 1e3 + " s before, in turns of " + TURN.toSeconds()
                + " s; the driver is one thread of a JVM on the other processor; JVM options "
                + String.join(" ", options));
        return result;
    }

    private Optional<Sample> attempt(String name, int connections, Duration time, List<String> order, Rounds result) {
        try {
            return Optional.of(measure(Objects.requireNonNull(servers.get(name)), connections, time));
        } catch (IOException e) {
            progress.accept("failed: " + name + ": " + e.getMessage());
            result.fail(name, String.valueOf(e.getMessage()));
            order.remove(name);
            return Optional.empty();
        }
    }

    private Sample measure(ChildProcess server, int connections, Duration time) throws IOException {
        driver.ask("open port=" + server.greeting().get("port") + " connections=" + connections, PATIENCE);
        pause(RUN_UP);
        Map<String, String> from = driver.ask("count", PATIENCE);
        Duration cpu = server.cpu();
        pause(time);
        Map<String, String> to = driver.ask("count", PATIENCE);
        double used = server.cpu().minus(cpu).toNanos();
        driver.ask("close", PATIENCE);
        double messages = number(to, "messages") - number(from, "messages");
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.CPU, used / 1e3 / messages);
        figures.put(Metric.RATE, messages * 1e9 / (number(to, "at") - number(from, "at")));
        return new Sample(figures);
    }

    private static double number(Map<String, String> told, String name) {
        return Double.parseDouble(told.getOrDefault(name, "NaN"));
    }

    private static void pause(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends all of them. */
    @Override
    public void close() {
        servers.values().forEach(ChildProcess::close);
        driver.close();
    }
}
