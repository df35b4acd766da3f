package dev.rookery.bench.plugin;

import com.sun.management.OperatingSystemMXBean;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.bench.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From event to handler: the host beside a virtual thread per chat and mailboxes on a fork-join pool. */
@Command(
        name = "dispatch",
        description =
                "Hands events of many chats to one handler that does nothing, in paired rounds: the host, a virtual"
                        + " thread for each chat (Java 21 or later), and mailboxes on a fork-join pool. A missed aim is told, no"
                        + " more.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DispatchBench implements Callable<Integer> {

    private static final int MAX_CHATS = 1_000_000;
    private static final int MAX_EVENTS = 100_000_000;
    private static final int MAX_ROUNDS = 100;

    /** So many at once are on their way, of all chats and of one; fewer than the host begins to refuse. */
    private static final int MOST_UNDER_WAY = 8_000;

    private static final int MOST_OF_A_CHAT = 900;
    private static final int LOOKED_AT_EVERY = 64;
    private static final long PAUSE_NANOS = 20_000;
    private static final String OURS = "rookery";
    private static final String VIRTUAL = "virtual threads";

    @Option(names = "--chats", split = ",", defaultValue = "1,1000,100000", description = "Chats that speak in turn.")
    private List<Integer> chats = List.of();

    @Option(names = "--events", defaultValue = "3000000", description = "Events of a round.")
    private int events;

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds of which the medians are told.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before them that do not count.")
    private int warmUp;

    @Spec
    private @Nullable CommandSpec spec;

    private record Sample(double wallNanos, double cpuNanos) {}

    @Override
    public Integer call() throws IOException {
        CommandSpec used = Objects.requireNonNull(spec);
        if (chats.stream().anyMatch(count -> count < 1 || count > MAX_CHATS)
                || events < 1
                || events > MAX_EVENTS
                || rounds < 1
                || rounds > MAX_ROUNDS
                || warmUp < 0
                || warmUp > MAX_ROUNDS) {
            throw new ParameterException(
                    used.commandLine(),
                    "expected: --chats 1.." + MAX_CHATS + " each, --events 1.." + MAX_EVENTS + ", --rounds 1.."
                            + MAX_ROUNDS + ", --warm-up 0.." + MAX_ROUNDS);
        }
        PrintWriter out = used.commandLine().getOut();
        out.println(Machine.describe());
        out.printf(
                Locale.ROOT,
                "method   rounds %d after %d to warm up, %d events each, one at a time in turn; one thread posts, CPU time"
                        + " of the whole process; load %.2f%n",
                rounds,
                warmUp,
                events,
                Machine.load());
        for (int count : chats) {
            measure(count, out);
        }
        out.printf(Locale.ROOT, "load     %.2f at the end%n", Machine.load());
        out.flush();
        return ExitCode.OK;
    }

    private void measure(int count, PrintWriter out) throws IOException {
        MessageReceived[] said = new MessageReceived[count];
        for (int i = 0; i < count; i++) {
            said[i] = Street.said("chat " + i, "hi");
        }
        Path folder = Files.createTempDirectory("bench-dispatch");
        Map<String, Mailboxes> all = new LinkedHashMap<>();
        all.put(OURS, new Mailboxes.Rookery(folder));
        addVirtualThreads(all, out);
        all.put("fork-join pool", new Mailboxes.ForkJoin());
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        all.keySet().forEach(name -> samples.put(name, new ArrayList<>()));
        List<String> order = new ArrayList<>(all.keySet());
        for (int round = -warmUp; round < rounds; round++) {
            for (String name : order) {
                Sample sample = round(Objects.requireNonNull(all.get(name)), said);
                if (round >= 0) {
                    Objects.requireNonNull(samples.get(name)).add(sample);
                }
            }
            Collections.rotate(order, 1);
        }
        all.values().forEach(Mailboxes::close);
        tell(count, samples, out);
    }

    private static void addVirtualThreads(Map<String, Mailboxes> all, PrintWriter out) {
        Mailboxes.VirtualThreads.make()
                .ifPresentOrElse(
                        made -> all.put(VIRTUAL, made),
                        () -> out.println("note     this JDK has no virtual threads (expected: 21 or later)"));
    }

    private Sample round(Mailboxes mailboxes, MessageReceived[] said) {
        int most = Math.min(MOST_UNDER_WAY, MOST_OF_A_CHAT * said.length);
        long before = mailboxes.handled();
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        for (int i = 0; i < events; i++) {
            if (i % LOOKED_AT_EVERY == 0) {
                while (i - (mailboxes.handled() - before) > most - LOOKED_AT_EVERY) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            mailboxes.post(said[i % said.length]);
        }
        while (mailboxes.handled() - before < events) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return new Sample((System.nanoTime() - begun) / (double) events, (cpuNanos() - cpu) / (double) events);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void tell(int count, Map<String, List<Sample>> samples, PrintWriter out) {
        out.printf(Locale.ROOT, "%n%,d chats%n", count);
        samples.forEach((name, of) -> {
            double cpu = median(of.stream().map(Sample::cpuNanos).toList());
            double wall = median(of.stream().map(Sample::wallNanos).toList());
            out.printf(
                    Locale.ROOT,
                    "  %-16s %,12.0f hand-offs/s per core   %8.0f ns CPU each   %,12.0f hand-offs/s%n",
                    name,
                    1e9 / cpu,
                    cpu,
                    1e9 / wall);
        });
        List<Sample> ours = Objects.requireNonNull(samples.get(OURS));
        samples.forEach((name, of) -> {
            if (!name.equals(OURS)) {
                List<Double> ratios = new ArrayList<>();
                for (int i = 0; i < of.size(); i++) {
                    ratios.add(of.get(i).cpuNanos() / ours.get(i).cpuNanos());
                }
                double ratio = median(ratios);
                double wanted = name.equals(VIRTUAL) ? overVirtualThreads(count) : overForkJoin(count);
                out.printf(
                        Locale.ROOT, "  %.2f times the hand-offs of %s per core%s%n", ratio, name, aim(wanted, ratio));
            }
        });
        out.flush();
    }

    /** The aims of the project, where it has one, else 0. */
    private static double overVirtualThreads(int chats) {
        return chats == 1 ? 1.3 : chats == 1_000 ? 1.8 : chats == 100_000 ? 3 : 0;
    }

    private static double overForkJoin(int chats) {
        return chats == 1_000 ? 1.5 : chats == 100_000 ? 1.2 : 0;
    }

    private static String aim(double wanted, double ratio) {
        return wanted == 0
                ? ""
                : String.format(Locale.ROOT, " (aim %.1f: %s)", wanted, ratio >= wanted ? "met" : "missed");
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
