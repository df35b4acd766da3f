package dev.rookery.bench.http;

import dev.rookery.bench.Machine;
import dev.rookery.bench.http.client.Client;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    private static final int MAX_MEGABYTES = 1 << 14;
    private static final int MAX_MINUTES = 600;
    private static final Duration MAX_WINDOW = Duration.ofMinutes(1);

    /** Files that a process has open besides its polls. */
    private static final int OTHER_FILES = 500;

    private static final List<String> EVERYBODY =
            Stream.concat(Client.NAMES.stream(), Script.NAMES.stream()).toList();
    private static final List<String> QUICK_CLIENTS = List.of("rookery", "ahc", "bare-decoder", "bare-scanner");

    @Option(names = "--quick", description = "A few minutes: four clients, keepalive, 32 in flight, short rounds.")
    private boolean quick;

    @Option(
            names = "--clients",
            split = ",",
            description = "Of: rookery, ahc, reactor-netty, vertx, jetty, apache,"
                    + " okhttp, jdk, bare-decoder, bare-scanner; and for the chain, tornado, mojolicious.")
    private @Nullable List<String> clients;

    @Option(
            names = "--workload",
            split = ",",
            description = "Of: keepalive, tls, chain, download, upload, polls, loop, echo.")
    private @Nullable List<String> workloads;

    @Option(names = "--in-flight", split = ",", description = "Requests in flight in keepalive: 32 and 256.")
    private @Nullable List<Integer> inFlight;

    @Option(names = "--rounds", description = "Paired rounds: 5, quick 3; of chain and transfers 3 at most.")
    private @Nullable Integer rounds;

    @Option(names = "--window", converter = Seconds.class, description = "Of one measurement: 2s, quick 1.5s.")
    private @Nullable Duration window;

    @Option(
            names = "--warm-up",
            converter = Seconds.class,
            description = "Of each client before its first round of a workload: 10s, quick 4s.")
    private @Nullable Duration warmUp;

    @Option(names = "--hops", defaultValue = "100000", description = "Length of the chain.")
    private int hops;

    @Option(names = "--polls", defaultValue = "10000", description = "How many long polls are held at a time.")
    private int polls;

    @Option(names = "--poll-rounds", defaultValue = "2", description = "Rounds of polls, each in new processes.")
    private int pollRounds;

    @Option(names = "--megabytes", defaultValue = "1024", description = "Size of a download and of an upload.")
    private int megabytes;

    @Option(names = "--minutes", defaultValue = "25", description = "After them no round begins but a first one.")
    private int minutes;

    @Option(names = "--results", description = "Writes what is printed to this file, too.")
    private @Nullable Path results;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        within("--rounds", rounds == null ? 1 : rounds, 1, MAX_ROUNDS);
        within("--hops", hops, 1, MAX_HOPS);
        within("--polls", polls, 1, mostPolls());
        within("--poll-rounds", pollRounds, 1, MAX_ROUNDS);
        within("--megabytes", megabytes, 1, MAX_MEGABYTES);
        within("--minutes", minutes, 1, MAX_MINUTES);
        Path folder = Files.createTempDirectory("rookery-bench");
        Suite suite = suite(folder);
        suite.inFlight().forEach(load -> within("--in-flight", load, 1, MAX_IN_FLIGHT));
        if (suite.window().isZero()
                || suite.window().compareTo(MAX_WINDOW) > 0
                || suite.warmUp().compareTo(MAX_WINDOW) > 0) {
            throw wrong("--window, --warm-up: " + suite.window() + ", " + suite.warmUp() + " (expected: up to "
                    + MAX_WINDOW + ")");
        }
        List<String> facts = new ArrayList<>(facts());
        facts.forEach(this::print);
        List<Rounds> measured = new ArrayList<>();
        try {
            suite.run(new Suite.Report() {
                @Override
                public void measured(Rounds rounds) {
                    measured.add(rounds);
                    print(Results.table(rounds));
                }

                @Override
                public void fact(String line) {
                    facts.add(line);
                }
            });
        } finally {
            delete(folder);
        }
        facts.add(load("after"));
        return report(new Results(facts, measured));
    }

    private Suite suite(Path folder) {
        return new Suite(
                chosen("--clients", clients, quick ? QUICK_CLIENTS : EVERYBODY, EVERYBODY),
                chosen("--workload", workloads, quick ? List.of("keepalive") : Suite.KINDS, Suite.KINDS),
                inFlight != null ? inFlight : quick ? List.of(32) : List.of(32, 256),
                rounds != null ? rounds : quick ? 3 : 5,
                window != null ? window : Duration.ofMillis(quick ? 1500 : 2000),
                warmUp != null ? warmUp : Duration.ofSeconds(quick ? 4 : 10),
                hops,
                polls,
                pollRounds,
                megabytes,
                Duration.ofMinutes(minutes),
                folder,
                this::print);
    }

    /** Each is a file, at the client and at the server. */
    private static int mostPolls() {
        long files = Machine.files();
        return files < 0 ? MAX_POLLS : (int) Math.min(MAX_POLLS, files - OTHER_FILES);
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

    private static List<String> facts() throws IOException {
        List<String> facts = new ArrayList<>();
        facts.add("date: " + LocalDate.now(ZoneOffset.UTC));
        Machine.describe().lines().forEach(line -> facts.add(line.replaceFirst(" +", ": ")));
        facts.add(load("before") + "; with more than 2 the figures per second tell little, those of CPU a little less");
        facts.add("method: paired rounds; medians, and of the quotients within a round, in brackets, the least and the"
                + " most; rounds, warm-up and JVM options above each table");
        facts.add("figures: CPU of the whole client process, compiler and collector included, in steps of 10 ms;"
                + " bytes of all its living threads; one I/O thread each, NIO, a cookie sent and a time-out on each"
                + " request, 200 bytes of body as a byte[]");
        facts.add("TLS: the JDK's, with session resumption as it comes, certificates checked; connections are kept"
                + " between rounds, so that handshakes are not measured where none are told as new");
        facts.add("bounds: bare-decoder and bare-scanner are Netty pipelines without cookies, time-outs or limits");
        facts.add("processors: " + Suite.processors());
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
