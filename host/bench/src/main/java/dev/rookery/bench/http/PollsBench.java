package dev.rookery.bench.http;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Very many polls that wait at the server: what each costs in memory while nothing happens, and how soon and for how
 * much CPU all are answered when something happens to everybody at once. Each client has a fresh process in each round,
 * and the machine to itself.
 */
final class PollsBench {

    /** What the server holds has to grow by so many before more are sent. */
    private static final int WAVE = 500;

    private static final int BURSTS = 6;

    /** The first ones, which are not counted, at least. */
    private static final int UNCOUNTED = 2;

    /** For one step: a wave, a burst, three collections. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final ChildProcess server;
    private final URI http;
    private final Path certificate;
    private final int polls;
    private final Duration warmUp;
    private final List<String> options;
    private final Consumer<String> progress;

    /**
     * For clients of a server.
     *
     * @param warmUp for so long bursts are answered that do not count
     * @param options of each client's JVM
     */
    PollsBench(
            ChildProcess server,
            URI http,
            Path certificate,
            int polls,
            Duration warmUp,
            List<String> options,
            Consumer<String> progress) {
        this.server = server;
        this.http = http;
        this.certificate = certificate;
        this.polls = polls;
        this.warmUp = warmUp;
        this.options = options;
        this.progress = progress;
    }

    /** All of them in turn, as often as there are rounds. */
    Rounds run(List<String> names, int core, int rounds, Schedule schedule) throws IOException {
        Rounds result = new Rounds("polls", polls + " long polls; CPU and bytes per answer and new poll");
        int round = 1;
        for (; round <= rounds && schedule.allows(round - 1); round++) {
            for (String name : names) {
                if (result.failures().containsKey(name)) {
                    continue;
                }
                progress.accept("polls: round " + round + " of " + rounds + ", " + name);
                try (ChildProcess client = start(name, core)) {
                    result.add(name, measure(client));
                } catch (IOException e) {
                    progress.accept("failed: " + e.getMessage());
                    result.fail(name, String.valueOf(e.getMessage()));
                }
                await(0);
            }
        }
        result.tell("rounds: " + (round - 1) + ", each client alone in a new process; heap and resident memory after "
                + LongPolls.COLLECTIONS + " collections, less those before the first poll; " + BURSTS
                + " bursts after those of the first " + warmUp.toMillis() / 1e3 + " s, at least " + UNCOUNTED
                + "; JVM options " + String.join(" ", options));
        return result;
    }

    private ChildProcess start(String name, int core) throws IOException {
        return ChildProcess.java(
                name, core, options, ClientMain.class, List.of(name, Integer.toString(polls), certificate.toString()));
    }

    private Sample measure(ChildProcess client) throws IOException {
        client.ask("prepare server=" + http, PATIENCE);
        Map<String, String> empty = client.ask("memory polls=" + polls, PATIENCE);
        for (int open = 0; open < polls; ) {
            int wave = Math.min(WAVE, polls - open);
            client.ask("open server=" + http + " count=" + wave, PATIENCE);
            open += wave;
            await(open);
        }
        Map<String, String> idle = client.ask("memory", PATIENCE);
        long warmAt = System.nanoTime() + warmUp.toNanos();
        for (int i = 0; i < UNCOUNTED || System.nanoTime() < warmAt; i++) {
            burst(client);
        }
        List<Map<String, String>> bursts = new ArrayList<>();
        for (int i = 0; i < BURSTS; i++) {
            bursts.add(burst(client));
        }
        Map<String, String> after = client.ask("memory", PATIENCE);
        return sample(empty, idle, after, bursts);
    }

    /** All are answered at once, and wait again. */
    private Map<String, String> burst(ChildProcess client) throws IOException {
        client.ask("arm", PATIENCE);
        String at = server.ask("release", PATIENCE).getOrDefault("at", "0");
        await(polls);
        return client.ask("burst at=" + at, PATIENCE);
    }

    private Sample sample(
            Map<String, String> empty,
            Map<String, String> idle,
            Map<String, String> after,
            List<Map<String, String>> bursts) {
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.CPU, median(bursts, burst -> number(burst, "cpu") / 1e3 / polls));
        figures.put(Metric.BYTES, median(bursts, burst -> number(burst, "bytes") / polls));
        figures.put(Metric.HEAP_IDLE, (number(idle, "heap") - number(empty, "heap")) / polls);
        figures.put(Metric.HEAP_AFTER, (number(after, "heap") - number(empty, "heap")) / polls);
        figures.put(Metric.RSS_IDLE, (number(idle, "rss") - number(empty, "rss")) / polls);
        figures.put(Metric.RSS_AFTER, (number(after, "rss") - number(empty, "rss")) / polls);
        figures.put(Metric.P50, median(bursts, burst -> number(burst, "p50") / 1e6));
        figures.put(Metric.P99, median(bursts, burst -> number(burst, "p99") / 1e6));
        figures.put(Metric.THREADS, number(after, "threads"));
        figures.put(Metric.THREADS_GROWN, number(after, "threads") - number(empty, "threads"));
        return new Sample(figures);
    }

    /** Until the server holds exactly so many. */
    private void await(int count) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String held = "";
        while (System.nanoTime() < deadline) {
            held = server.ask("held", PATIENCE).getOrDefault("count", "");
            if (held.equals(Integer.toString(count))) {
                return;
            }
            try {
                Thread.sleep(LOOK_AGAIN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        throw new IOException("the server holds " + held + " polls (expected: " + count + " within " + PATIENCE + ")");
    }

    private static double median(List<Map<String, String>> bursts, ToDoubleFunction<Map<String, String>> figure) {
        return Rounds.median(bursts.stream().mapToDouble(figure).toArray());
    }

    private static double number(Map<String, String> told, String name) {
        return Double.parseDouble(told.getOrDefault(name, "NaN"));
    }
}
