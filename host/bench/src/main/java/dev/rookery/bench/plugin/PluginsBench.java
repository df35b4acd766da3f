package dev.rookery.bench.plugin;

import dev.rookery.bench.Machine;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The plugin host with many plugins, and with hostile ones beside a good neighbour. */
@Command(
        name = "plugins",
        description =
                "Loads and starts many plugins; lets each hostile plugin of the zoo loose beside a good neighbour, then"
                        + " all of them at once, and measures how long its answers take. Exit code 1 when an answer is"
                        + " missing or doubled.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class PluginsBench implements Callable<Integer> {

    private static final int MAX_PLUGINS = 10_000;
    private static final int MAX_ROUNDS = 100;
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_RELOADS = 100_000;
    private static final int RELOADED_AT_RATE = 500;
    private static final int MAX_RATE = 10_000;
    private static final int MOST_COLLECTIONS = 50;
    private static final long BETWEEN_COLLECTIONS_NANOS = 100_000_000;
    private static final double AIM_START_MILLIS = 500;
    private static final double AIM_P99_MILLIS = 50;

    /** Those that can be told from the outside; the others end the process and have tests of their own. */
    private static final List<String> ZOO = List.of(
            "Thrower",
            "Blocker",
            "Deaf",
            "Spinner",
            "Sluggish",
            "Flooder",
            "Torrent",
            "Broadcaster",
            "ThreadStarter",
            "Hog",
            "Interrupter",
            "Disguised",
            "Poisoner",
            "LatePoisoner",
            "Counter",
            "Entangled",
            "Locker",
            "Unspeakable");

    private static final String TINY = """
            package tiny;
            import dev.rookery.api.handler.Outcome;
            import dev.rookery.api.plugin.*;
            public final class Main implements BotPlugin {
                @Override public void onEnable(PluginContext context) {
                    context.onMessage(message -> Outcome.PASS);
                }
            }
            """;

    @Option(names = "--plugins", defaultValue = "200", description = "Plugins that are loaded and started at once.")
    private int plugins;

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds of that.")
    private int rounds;

    @Option(names = "--reloads", defaultValue = "500", description = "How often a plugin is reloaded under load.")
    private int reloads;

    @Option(names = "--seconds", defaultValue = "60", description = "How long each hostile plugin is loose.")
    private int seconds;

    @Option(names = "--rate", defaultValue = "100", description = "Messages per second meanwhile, over 100 chats.")
    private int rate;

    @Option(names = "--animals", split = ",", description = "Only these of the zoo.")
    private @Nullable List<String> animals;

    @Option(names = "--together", description = "Only all at once, not one by one, and nothing else.")
    private boolean together;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandSpec used = Objects.requireNonNull(spec);
        List<String> loose = animals == null ? ZOO : animals;
        if (plugins < 0
                || plugins > MAX_PLUGINS
                || rounds < 1
                || rounds > MAX_ROUNDS
                || seconds < 1
                || seconds > MAX_SECONDS
                || reloads < 0
                || reloads > MAX_RELOADS
                || rate < 1
                || rate > MAX_RATE
                || !ZOO.containsAll(loose)) {
            throw new ParameterException(
                    used.commandLine(),
                    "expected: --plugins 0.." + MAX_PLUGINS + ", --rounds 1.." + MAX_ROUNDS + ", --seconds 1.."
                            + MAX_SECONDS + ", --reloads 0.." + MAX_RELOADS + ", --rate 1.." + MAX_RATE
                            + ", --animals of " + ZOO);
        }
        PrintWriter out = used.commandLine().getOut();
        out.println(Machine.describe());
        out.printf(Locale.ROOT, "load     %.2f%n", Machine.load());
        if (plugins > 0 && !together) {
            start(out);
        }
        boolean kept = together || reloads == 0 || reload(out);
        out.printf(
                Locale.ROOT,
                "%nneighbour of hostile plugins: %d s at %d messages a second over 100 chats, the hostile ones first;"
                        + " aim: p99 under %.0f ms%n",
                seconds,
                rate,
                AIM_P99_MILLIS);
        kept &= neighbourOf("nobody", List.of(), out);
        if (!together) {
            for (String animal : loose) {
                kept &= neighbourOf(animal, List.of(animal), out);
            }
        }
        if (together || loose.size() > 1) {
            kept &= neighbourOf("all " + loose.size(), loose, out);
        }
        out.printf(Locale.ROOT, "load     %.2f at the end%n", Machine.load());
        out.flush();
        return kept ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void start(PrintWriter out) throws IOException {
        Map<String, byte[]> classes = Jars.compile("tiny.Main", TINY);
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (Bed bed = new Bed(sent -> {})) {
                for (int i = 0; i < plugins; i++) {
                    Jars.write(bed.plugins().resolve("tiny-" + i + ".jar"), "tiny-" + i, "1.0.0", "tiny.Main", classes);
                }
                long begun = System.nanoTime();
                List<PluginStatus> statuses = bed.host().start();
                millis.add((System.nanoTime() - begun) / 1e6);
                long active = statuses.stream()
                        .filter(status -> status.state() == PluginState.ACTIVE)
                        .count();
                if (active != plugins) {
                    throw new IOException("only " + active + " of " + plugins + " plugins have started");
                }
            }
        }
        List<Double> sorted = millis.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        out.printf(
                Locale.ROOT,
                "load and start of %d plugins: %.0f ms in a cold JVM, median of %d rounds %.0f ms (aim under %.0f: %s)%n",
                plugins,
                millis.get(0),
                rounds,
                median,
                AIM_START_MILLIS,
                median < AIM_START_MILLIS ? "met" : "missed");
        out.flush();
    }

    /** A plugin with a library of its own answers while it is reloaded again and again. */
    private boolean reload(PrintWriter out) throws IOException {
        List<WeakReference<ClassLoader>> loaders = Collections.synchronizedList(new ArrayList<>());
        // The one thing that a plugin and this class both see.
        System.getProperties().put("bench.loaders", loaders);
        Neighbour neighbour = new Neighbour();
        AtomicBoolean reloading = new AtomicBoolean(true);
        int failed = 0;
        long nanos;
        long alive;
        Neighbour.Result result;
        try (Bed bed = new Bed(neighbour::heard)) {
            Reloaded.write(bed.plugins().resolve("reloaded.jar"));
            bed.host().start();
            CompletableFuture<Neighbour.Result> talk = CompletableFuture.supplyAsync(
                    () -> neighbour.talk(bed.dispatcher(), said -> reloading.get(), RELOADED_AT_RATE));
            long begun = System.nanoTime();
            for (int i = 0; i < reloads; i++) {
                PluginStatus status =
                        bed.host().reload("reloaded").toCompletableFuture().join();
                failed += status.state() == PluginState.ACTIVE ? 0 : 1;
            }
            nanos = System.nanoTime() - begun;
            reloading.set(false);
            result = talk.join();
            // All but the one that runs.
            alive = alive(loaders.subList(0, loaders.size() - 1));
            if (alive > 0) {
                bed.host().checkForLeaks().toCompletableFuture().join().forEach(out::println);
            }
        }
        out.printf(
                Locale.ROOT,
                "%nreload x%d under %d messages a second: %.1f ms each, failed %d; said %d lost %d doubled %d (aim 0/0);"
                        + " class loaders %d, of those before the last alive %d (aim 0); answers p50 %.2f ms p99 %.2f ms max %.1f ms%n",
                reloads,
                RELOADED_AT_RATE,
                nanos / 1e6 / reloads,
                failed,
                result.said(),
                result.lost(),
                result.doubled(),
                loaders.size(),
                alive,
                result.p50Millis(),
                result.p99Millis(),
                result.maxMillis());
        out.flush();
        return failed == 0 && result.lost() == 0 && result.doubled() == 0 && alive == 0;
    }

    private static long alive(List<WeakReference<ClassLoader>> loaders) {
        long alive = loaders.size();
        for (int i = 0; i < MOST_COLLECTIONS && alive > 0; i++) {
            System.gc();
            LockSupport.parkNanos(BETWEEN_COLLECTIONS_NANOS);
            alive = loaders.stream().filter(loader -> loader.get() != null).count();
        }
        return alive;
    }

    /** One row. */
    private boolean neighbourOf(String row, List<String> loose, PrintWriter out) throws IOException {
        Neighbour neighbour = new Neighbour();
        Neighbour.Result result;
        String states;
        try (Bed bed = new Bed(neighbour::heard)) {
            Jars.write(
                    bed.plugins().resolve("neighbour.jar"),
                    "neighbour",
                    "1.0.0",
                    "neighbour.Main",
                    Jars.compile("neighbour.Main", Neighbour.SOURCE));
            for (String animal : loose) {
                String type = "zoo." + animal;
                Jars.write(
                        bed.plugins().resolve("zoo-" + animal + ".jar"),
                        animal.toLowerCase(Locale.ROOT),
                        "1.0.0",
                        type,
                        Jars.compile(type, Jars.animal(animal)));
            }
            bed.host().start();
            result = neighbour.talk(bed.dispatcher(), said -> said < seconds * rate, rate);
            states = bed.host().plugins().stream()
                    .filter(status -> !status.id().equals("neighbour"))
                    .collect(Collectors.groupingBy(PluginStatus::state, TreeMap::new, Collectors.counting()))
                    .toString();
        } finally {
            System.setProperty("zoo.end", "");
        }
        System.clearProperty("zoo.end");
        out.printf(
                Locale.ROOT,
                "  %-14s p50 %8.2f ms   p99 %8.2f ms %s, %8.2f ms after 10 s   max %8.1f ms   said %d lost %d doubled %d   %s%n",
                row,
                result.p50Millis(),
                result.p99Millis(),
                result.p99Millis() < AIM_P99_MILLIS ? "(met)" : "(missed)",
                result.settledP99Millis(),
                result.maxMillis(),
                result.said(),
                result.lost(),
                result.doubled(),
                states);
        out.flush();
        return result.lost() == 0 && result.doubled() == 0;
    }
}
