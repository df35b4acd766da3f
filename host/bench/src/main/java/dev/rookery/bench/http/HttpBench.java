package dev.rookery.bench.http;

import dev.rookery.bench.Machine;
import dev.rookery.bench.http.client.Client;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The HTTP client against its peers and against two bounds. */
@Command(
        name = "http",
        description =
                "Measures the HTTP client against its peers on one server, in paired rounds. Nothing said: all"
                        + " workloads and all clients. Exit code 1 when nobody could be measured; a missed aim is told, no more.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class HttpBench implements Callable<Integer> {

    private static final int MAX_ROUNDS = 100;
    private static final int MAX_IN_FLIGHT = 4096;
    private static final int MAX_HOPS = 1_000_000;
    private static final int MAX_POLLS = 15_000;
    private static final Duration MAX_WINDOW = Duration.ofMinutes(1);

    private static final List<String> WORKLOADS = List.of("keepalive", "tls", "chain", "polls", "loop");
    private static final List<String> QUICK_CLIENTS = List.of("rookery", "ahc", "bare-decoder", "bare-scanner");
    private static final int TLS_IN_FLIGHT = 32;

    /** Before a workload that the same JVM is warm for by another one. */
    private static final Duration SHORT_WARM_UP = Duration.ofSeconds(1);

    private static final int SERVER_CORE = 1;
    private static final int CLIENT_CORE = 0;

    /**
     * Of every client alike. Two threads for the common pool: with one processor in sight it has none, and
     * CompletableFuture starts a thread for each task, which would be unfair to java.net.http.
     */
    private static final List<String> CLIENT_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xmx512m", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");

    private static final List<String> SERVER_OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx512m");

    @Option(names = "--quick", description = "A few minutes: four clients, keepalive, 32 in flight, short rounds.")
    private boolean quick;

    @Option(
            names = "--clients",
            split = ",",
            description = "Of: rookery, ahc, reactor-netty, vertx, jetty, apache,"
                    + " okhttp, jdk, bare-decoder, bare-scanner.")
    private @Nullable List<String> clients;

    @Option(names = "--workload", split = ",", description = "Of: keepalive, tls, chain, polls, loop.")
    private @Nullable List<String> workloads;

    @Option(names = "--in-flight", split = ",", description = "Requests in flight in keepalive: 1, 32 and 256.")
    private @Nullable List<Integer> inFlight;

    @Option(names = "--rounds", description = "Paired rounds: 5, quick 3.")
    private @Nullable Integer rounds;

    @Option(names = "--window", converter = Seconds.class, description = "Of one measurement: 2.5s, quick 1.5s.")
    private @Nullable Duration window;

    @Option(names = "--warm-up", converter = Seconds.class, description = "Of each client first: 12s, quick 6s.")
    private @Nullable Duration warmUp;

    @Option(names = "--hops", defaultValue = "100000", description = "Length of the chain.")
    private int hops;

    @Option(names = "--polls", defaultValue = "10000", description = "How many long polls are held at a time.")
    private int polls;

    @Option(names = "--poll-rounds", defaultValue = "3", description = "Rounds of polls, each in new processes.")
    private int pollRounds;

    @Option(names = "--results", description = "Writes what is printed to this file, too.")
    private @Nullable Path results;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<String> names = chosen("--clients", clients, quick ? QUICK_CLIENTS : Client.NAMES, Client.NAMES);
        List<String> kinds = chosen("--workload", workloads, quick ? List.of("keepalive") : WORKLOADS, WORKLOADS);
        List<Integer> loads = inFlight != null ? inFlight : quick ? List.of(32) : List.of(1, 32, 256);
        int count = rounds != null ? rounds : quick ? 3 : 5;
        Duration time = window != null ? window : Duration.ofMillis(quick ? 1500 : 2500);
        Duration warm = warmUp != null ? warmUp : Duration.ofSeconds(quick ? 6 : 12);
        within("--rounds", count, 1, MAX_ROUNDS);
        within("--hops", hops, 1, MAX_HOPS);
        within("--polls", polls, 1, MAX_POLLS);
        within("--poll-rounds", pollRounds, 1, MAX_ROUNDS);
        loads.forEach(load -> within("--in-flight", load, 1, MAX_IN_FLIGHT));
        if (time.isZero() || time.compareTo(MAX_WINDOW) > 0 || warm.compareTo(MAX_WINDOW) > 0) {
            throw wrong("--window, --warm-up: " + time + ", " + warm + " (expected: up to " + MAX_WINDOW + ")");
        }
        Path folder = Files.createTempDirectory("rookery-bench");
        Map<String, ChildProcess> children = new LinkedHashMap<>();
        List<String> facts = new ArrayList<>(facts(count, time, warm));
        facts.forEach(this::print);
        List<Rounds> measured = new ArrayList<>();
        try {
            Certificate certificate = Certificate.make(folder);
            try (ChildProcess server = ChildProcess.java(
                    "server",
                    SERVER_CORE,
                    SERVER_OPTIONS,
                    ServerMain.class,
                    List.of(certificate.store().toString(), certificate.password()))) {
                URI http = URI.create("http://127.0.0.1:" + server.greeting().get("http"));
                URI https = URI.create("https://localhost:" + server.greeting().get("https"));
                int connections =
                        loads.stream().mapToInt(Integer::intValue).max().orElse(TLS_IN_FLIGHT);
                List<Workload> floods = workloads(kinds, loads, http, https, time);
                Contest contest = new Contest(children, this::print);
                contest.enter(
                        floods.isEmpty() ? List.of() : names,
                        CLIENT_CORE,
                        CLIENT_OPTIONS,
                        Math.max(TLS_IN_FLIGHT, connections),
                        certificate.pem(),
                        http);
                facts.add("libraries: " + contest.libraries());
                boolean first = true;
                for (Workload workload : floods) {
                    Duration before = first || workload.name().startsWith("tls") ? warm : SHORT_WARM_UP;
                    Rounds result = contest.run(workload, count, before);
                    measured.add(result);
                    print(Results.table(result));
                    first = false;
                }
                children.values().forEach(ChildProcess::close);
                children.clear();
                if (kinds.contains("polls")) {
                    Rounds result = new PollsBench(server, http, certificate.pem(), polls, this::print)
                            .run(holding(names), CLIENT_CORE, pollRounds);
                    measured.add(result);
                    print(Results.table(result));
                }
            } finally {
                children.values().forEach(ChildProcess::close);
            }
            if (kinds.contains("loop")) {
                for (Rounds result : LoopBench.run(CLIENT_CORE, SERVER_OPTIONS, count)) {
                    measured.add(result);
                    print(Results.table(result));
                }
            }
        } finally {
            delete(folder);
        }
        facts.add(load("after"));
        return report(new Results(facts, measured));
    }

    private int report(Results outcome) throws IOException {
        print(outcome.aims(Aim.all()));
        print(outcome.facts().get(outcome.facts().size() - 1));
        if (results != null) {
            Files.writeString(results, outcome.markdown(Aim.all()));
        }
        boolean any = outcome.workloads().stream()
                .anyMatch(rounds -> !rounds.contenders().isEmpty());
        return any ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** OkHttp would need a thread for each poll. */
    private static List<String> holding(List<String> names) {
        return names.stream().filter(name -> !name.equals("okhttp")).toList();
    }

    private List<Workload> workloads(List<String> kinds, List<Integer> loads, URI http, URI https, Duration time) {
        List<Workload> chosen = new ArrayList<>();
        if (kinds.contains("keepalive")) {
            loads.forEach(load -> chosen.add(new Workload.KeepAlive("keepalive-" + load, http, load, time)));
        }
        if (kinds.contains("tls")) {
            chosen.add(new Workload.KeepAlive("tls-" + TLS_IN_FLIGHT, https, TLS_IN_FLIGHT, time));
        }
        if (kinds.contains("chain")) {
            chosen.add(new Workload.Chain(http, hops));
        }
        return chosen;
    }

    private static List<String> facts(int rounds, Duration window, Duration warmUp) throws IOException {
        List<String> facts = new ArrayList<>();
        facts.add("date: " + LocalDate.now(ZoneOffset.UTC));
        Machine.describe().lines().forEach(line -> facts.add(line.replaceFirst(" +", ": ")));
        facts.add(load("before") + "; with more than 2 the figures per second tell little, those of CPU a little less");
        facts.add("method: " + rounds + " paired rounds, all JVMs alive, every client once a round for "
                + window.toMillis() / 1e3 + " s, in turn first; medians of the quotients within a round, in brackets"
                + " the least and the most; warmed " + warmUp.toMillis() / 1e3 + " s and 30000 requests first");
        facts.add("figures: CPU of the whole client process, compiler and collector included, in steps of 10 ms;"
                + " bytes of all its living threads; one I/O thread each, NIO, a cookie sent and a time-out on each"
                + " request, 200 bytes of body as a byte[]; JVM options " + String.join(" ", CLIENT_OPTIONS));
        facts.add("bounds: bare-decoder and bare-scanner are Netty pipelines without cookies, time-outs or limits");
        facts.add(
                ChildProcess.taskset() == null
                        ? "processors: nothing is pinned, taskset is not installed"
                        : "processors: server on " + SERVER_CORE + ", clients on " + CLIENT_CORE);
        return facts;
    }

    private static String load(String when) {
        return String.format(Locale.ROOT, "load average %s: %.2f", when, Machine.load());
    }

    private List<String> chosen(String option, @Nullable List<String> given, List<String> usual, List<String> known) {
        if (given == null) {
            return usual;
        }
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw wrong(option + ": " + name + " (expected: of " + String.join(", ", known) + ")");
        });
        return given;
    }

    private void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw wrong(option + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private void print(String line) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
