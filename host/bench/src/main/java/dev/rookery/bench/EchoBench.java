package dev.rookery.bench;

import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Messages of many friends through sandbox, host and the echo plugin and back: are all answered, none twice, in order
 * per chat; how many in a second, for how much CPU, and how soon.
 */
@Command(
        name = "echo",
        description =
                "Sends messages of many friends through sandbox, host and the echo plugin and back. Exit code 1 when"
                        + " an answer is missing, doubled, out of order or not what was said.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class EchoBench implements Callable<Integer> {

    private static final int MAX_MESSAGES = 1_000_000;
    private static final int MAX_CHATS = 1_000;
    private static final int MAX_ROUNDS = 100;
    private static final int MAX_RATE = 10_000;
    private static final int STEADY_SECONDS = 15;
    private static final int STOP_SECONDS = 10;
    private static final int SHOWN_COMPLAINTS = 10;

    @Option(names = "--messages", defaultValue = "10000", description = "Messages of a flood.")
    private int messages;

    @Option(names = "--chats", defaultValue = "100", description = "Friends who speak in turn.")
    private int chats;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds of which the medians are told.")
    private int rounds;

    @Option(names = "--rate", defaultValue = "200", description = "Messages per second of the steady workload.")
    private int rate;

    @Option(names = "--warm-up", defaultValue = "20000", description = "Messages of a flood before anything counts.")
    private int warmUp;

    @Option(
            names = "--product",
            defaultValue = "${sys:bench.product}",
            required = true,
            description = "The unpacked product.")
    private Path product = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    private boolean stoppedInOrder;

    @Override
    public Integer call() throws Exception {
        within("--messages", messages, 1, MAX_MESSAGES);
        within("--chats", chats, 1, MAX_CHATS);
        within("--rounds", rounds, 1, MAX_ROUNDS);
        within("--rate", rate, 1, MAX_RATE);
        within("--warm-up", warmUp, 0, MAX_MESSAGES);
        Path folder = Files.createTempDirectory("rookery-bench");
        IoLoop loop = new IoLoop("sandbox-io");
        boolean good = false;
        try {
            Sandbox sandbox = Sandbox.start(
                    loop, SandboxOptions.defaults().withAutoScan(true).withWorld(EchoWorld.of(chats)));
            introduce();
            try (HostProcess host = HostProcess.start(product, folder, sandbox.address())) {
                Ledger ledger = new Ledger(chats);
                good = judge(measure(new Conversation(sandbox.address(), host, ledger), ledger, host), host);
            }
        } finally {
            loop.stop().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            if (good) {
                delete(folder);
            } else {
                print("logs     kept in " + folder);
            }
        }
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void introduce() throws IOException {
        print("echo     " + messages + " messages over " + chats + " chats, " + rounds + " rounds after " + warmUp
                + " messages to warm up");
        print(Machine.describe());
        print("product  " + product.getFileName() + ", options of its JVM besides the shipped ones: "
                + Optional.ofNullable(System.getenv("ROOKERY_JAVA_OPTS")).orElse("none"));
        print("method   host = bin/rookery run, a process of its own; sandbox and driver share another one (bench).");
        print("         flood: as fast as " + Workload.flood(messages, chats).window()
                + " unanswered messages allow, so its delays are those of a full queue.");
        print("         steady: " + rate
                + " a second, delays from when a message was due to when its answer was seen.");
        print("         CPU: of the whole process, compiler and collector included, in steps of 10 ms.");
        print("         kB: what the host's living threads allocated, told by jcmd.");
        print("load     " + Machine.load() + " before");
        print("");
    }

    /** All workloads. After one that is not fully answered no other is tried. */
    private Ledger.Verdict measure(Conversation conversation, Ledger ledger, HostProcess host)
            throws IOException, InterruptedException {
        Workload flood = Workload.flood(messages, chats);
        Workload steady = Workload.steady(Math.min(messages, rate * STEADY_SECONDS), chats, rate);
        if (warmUp > 0) {
            conversation.carryOut(Workload.flood(warmUp, chats));
        }
        print(Measured.header());
        for (Workload workload : List.of(flood, steady)) {
            List<Measured> measured = new ArrayList<>();
            for (int round = 1; round <= rounds && ledger.isGood(); round++) {
                Measured figures = conversation.carryOut(workload);
                if (ledger.isGood()) {
                    measured.add(figures);
                    print(figures.row(workload.name(), Integer.toString(round)));
                }
            }
            if (measured.size() == rounds) {
                print(Measured.median(measured).row(workload.name(), "median"));
            }
        }
        stoppedInOrder = host.isAlive() && host.stop();
        conversation.listenOnce();
        return ledger.verdict();
    }

    private boolean judge(Ledger.Verdict verdict, HostProcess host) throws IOException {
        List<String> complaints = host.complaints();
        print("");
        print("load     " + Machine.load() + " after");
        print("host log " + complaints.size() + " lines of WARN or ERROR");
        complaints.stream().limit(SHOWN_COMPLAINTS).forEach(line -> print("         " + line));
        boolean good = verdict.isGood() && stoppedInOrder;
        print("verdict  " + (good ? "good: " : "BAD: ") + verdict
                + (stoppedInOrder ? "" : ", and the host ended by itself or did not stop when told to"));
        return good;
    }

    private void print(String line) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    option + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
