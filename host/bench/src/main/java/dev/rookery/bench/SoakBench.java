package dev.rookery.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.sandbox.Sandbox;
import dev.rookery.host.sandbox.SandboxOptions;
import dev.rookery.host.sandbox.Statistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Half an hour of everything that can go wrong: nothing is lost, nothing is done twice, nothing piles up. */
@Command(
        name = "soak",
        description =
                "Talks to accounts through a sandbox that misbehaves in every way at random, and compares what both sides"
                        + " say of it. Exit code 1 when a message is missing or doubled, an answer vanished or arrived"
                        + " twice, or memory or threads grow.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class SoakBench implements Callable<Integer> {

    private static final List<String> CHATS = List.of(
            "{\"chat\":\"friend:2000000001\",",
            "{\"chat\":\"friend:2000000002\",",
            "{\"chat\":\"group:3000000001\",\"from\":2000000001,",
            "{\"chat\":\"group:3000000002\",\"from\":2000000003,",
            "{\"chat\":\"discussion:3700000001\",\"from\":2600000001,");

    private static final int SHOWN_COMPLAINTS = 10;
    private static final int HANDLER_THREADS = 4;
    private static final Duration SETTLING = Duration.ofMinutes(1);
    /** The serial collector leaves dead wood lying, as filler arrays, in three of four full collections. */
    private static final int COLLECTIONS = 4;

    private static final int SAMPLES_PER_RUN = 12;

    /** What may be used at the end beyond what was used after a third of the time, besides the ledgers. */
    private static final long HEAP_TOLERANCE = 8L << 20;

    /** What both sides keep of a message: its numbers, words and ends in the ledgers, its line in the histories. */
    private static final long LEDGER_BYTES = 2_500;

    @Option(names = "--minutes", defaultValue = "30", description = "How long.")
    private double minutes;

    @Option(names = "--accounts", defaultValue = "20", description = "How many, half of each era.")
    private int accounts;

    @Option(names = "--rate", defaultValue = "10", description = "Messages per second.")
    private int rate;

    @Option(names = "--faults", defaultValue = "1", description = "New faults per second.")
    private double faults;

    @Option(names = "--seed", defaultValue = "1", description = "Where the dice start.")
    private long seed;

    @Spec
    private @Nullable CommandSpec spec;

    private final SoakLedger ledger = new SoakLedger();
    private final Map<Long, Map<String, Set<Long>>> arrivals = new HashMap<>();
    private final Map<Long, Long> seen = new HashMap<>();
    private final List<Long> heap = new ArrayList<>();
    private final List<Integer> said = new ArrayList<>();
    private final List<Integer> threads = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("rookery-soak");
        IoLoop sandboxLoop = new IoLoop("sandbox-io");
        IoLoop loop = new IoLoop("rookery-io");
        ExecutorService handlers = Executors.newFixedThreadPool(HANDLER_THREADS);
        try {
            Sandbox sandbox = Sandbox.start(
                    sandboxLoop,
                    SandboxOptions.defaults().withAccounts(accounts).withErrorHold(Duration.ofMillis(100)));
            List<Long> numbers = LongStream.range(EchoWorld.ACCOUNT, EchoWorld.ACCOUNT + accounts)
                    .boxed()
                    .toList();
            introduce();
            SoakAccounts running = new SoakAccounts(loop, sandbox.address(), folder, numbers);
            Owner owner = new Owner("bench", handlers, handlers);
            running.dispatcher()
                    .publish(new HandlerTable(
                            List.of(new HandlerTable.MessageEntry(owner, 0, this::handle)), List.of()));
            running.start();
            try (ControlConnection control = new ControlConnection(sandbox.address())) {
                talk(control, sandbox, running, numbers);
                sandbox.faults().clear();
                settle(control, sandbox, running, numbers);
            }
            Statistics counts = statistics(sandbox);
            SoakLedger.Verdict verdict = ledger.verdict(counts, arrivals);
            complain("missing ", ledger.missing(counts));
            complain("doubled ", ledger.doubled());
            complain("vanished: the answer to ", ledger.vanished(counts));
            running.stop();
            return judge(verdict, sandbox, running);
        } finally {
            handlers.shutdownNow();
            loop.stop().toCompletableFuture().get(1, TimeUnit.MINUTES);
            sandboxLoop.stop().toCompletableFuture().get(1, TimeUnit.MINUTES);
            delete(folder);
        }
    }

    private void introduce() throws IOException {
        print("soak     " + minutes + " minutes, " + accounts + " accounts, " + rate + " messages and " + faults
                + " new faults per second, seed " + seed);
        print(Machine.describe());
        print("method   sandbox and accounts in one process, on an event loop each; half of the accounts sign in by"
                + " password (era A), half by QR code (era B).");
        print("         Every message is answered once by a handler behind the dispatcher. A message is known by the"
                + " number that the sandbox gave it, an answer by the number that the account gave it.");
        print("         A person scans, types and starts again what gave up. Heap: what is used after a full"
                + " collection, the ledgers of both sides included.");
        print("");
        print(String.format("%-8s %8s %8s %8s %10s %8s", "minute", "said", "handled", "online", "heap MB", "threads"));
    }

    private Outcome handle(IncomingMessage message) {
        SoakLedger.Heard heard = new SoakLedger.Heard(
                SoakAccounts.number(message.event().account()),
                Long.parseLong(message.event().id().value()));
        ledger.handled(heard);
        message.reply(SoakLedger.answer(heard)).thenAccept(result -> ledger.told(heard, result));
        return Outcome.CONSUMED;
    }

    private void talk(ControlConnection control, Sandbox sandbox, SoakAccounts running, List<Long> numbers)
            throws Exception {
        Random random = new Random(seed);
        SoakFaults trouble = new SoakFaults(sandbox.faults(), numbers, seed);
        long nanos = (long) (minutes * 60e9);
        long begin = System.nanoTime();
        long messages = 0;
        long added = 0;
        long samples = 0;
        for (long now = 0; now < nanos; now = System.nanoTime() - begin) {
            while (messages < now * rate / 1e9) {
                say(control, random, numbers, messages++);
            }
            while (added < now * faults / 1e9) {
                trouble.next();
                added++;
            }
            if (now >= nanos / SAMPLES_PER_RUN * samples) {
                sample(now, running);
                samples++;
            }
            if (messages % (rate * 5L) == 0) {
                collect(control, numbers);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void say(ControlConnection control, Random random, List<Long> numbers, long message) throws IOException {
        long account = numbers.get(random.nextInt(numbers.size()));
        String answer = control.post(
                "/sandbox/say?account=" + account,
                CHATS.get(random.nextInt(CHATS.size())) + "\"text\":\"message " + message + "\"}");
        ledger.said(new SoakLedger.Heard(account, Long.parseLong(answer.replaceAll("\\D", ""))));
    }

    /** Until both sides agree, or for as long as it may take. */
    private void settle(ControlConnection control, Sandbox sandbox, SoakAccounts running, List<Long> numbers)
            throws Exception {
        long until = System.nanoTime() + SETTLING.toNanos();
        boolean settled = false;
        while (!settled && System.nanoTime() < until) {
            TimeUnit.SECONDS.sleep(1);
            collect(control, numbers);
            Statistics counts = statistics(sandbox);
            long delivered = counts.accounts().values().stream()
                    .mapToLong(account -> account.deliveredIds().size() + account.lost())
                    .sum();
            SoakLedger.Verdict verdict = ledger.verdict(counts, arrivals);
            settled = delivered >= ledger.saidSoFar()
                    && verdict.missing() == 0
                    && verdict.untold() == 0
                    && running.online() == accounts;
        }
        print("");
        print("settled  " + (settled ? "in order" : "NOT within " + SETTLING) + ", on line " + running.online() + " of "
                + accounts);
    }

    /** What has arrived since the last time, before the sandbox forgets it. */
    private void collect(ControlConnection control, List<Long> numbers) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (long number : numbers) {
            JsonNode answer = json.readTree(
                    control.get("/sandbox/sent?account=" + number + "&since=" + seen.getOrDefault(number, 0L)));
            seen.put(number, answer.path("last").asLong());
            Map<String, Set<Long>> texts = arrivals.computeIfAbsent(number, unused -> new HashMap<>());
            for (JsonNode sent : answer.path("sent")) {
                texts.computeIfAbsent(sent.path("text").asText(), unused -> new HashSet<>())
                        .add(sent.path("msg_id").asLong());
            }
        }
    }

    private void sample(long nanos, SoakAccounts running) {
        int staying = Integer.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            // One that only writes a file is gone the next time.
            staying = Math.min(staying, ManagementFactory.getThreadMXBean().getThreadCount());
        }
        heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        said.add(ledger.saidSoFar());
        threads.add(staying);
        print(String.format(
                "%-8.1f %8d %8d %8d %10.1f %8d",
                nanos / 60e9,
                ledger.saidSoFar(),
                ledger.handledSoFar(),
                running.online(),
                heap.get(heap.size() - 1) / 1048576.0,
                threads.get(threads.size() - 1)));
    }

    private int judge(SoakLedger.Verdict verdict, Sandbox sandbox, SoakAccounts running) {
        Map<String, Long> struck = new TreeMap<>();
        sandbox.faults().struck().forEach((kind, times) -> struck.put(kind.word(), times));
        int third = heap.size() / 3;
        long growth = heap.get(heap.size() - 1) - heap.get(third);
        int newThreads = threads.get(threads.size() - 1) - threads.get(third);
        long ledgers = LEDGER_BYTES * (said.get(said.size() - 1) - said.get(third));
        boolean flat = growth - ledgers <= HEAP_TOLERANCE && newThreads <= 0;
        boolean good = verdict.isGood() && flat;
        print("faults   struck " + struck);
        print("person   " + running.told());
        print(String.format(
                "memory   %+.1f MB of heap, up to %.1f MB of it ledgers, and %+d threads since a third of the time",
                growth / 1048576.0, ledgers / 1048576.0, newThreads));
        print("load     " + Machine.load() + " after");
        print("verdict  " + (good ? "good: " : "BAD: ") + verdict);
        return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void complain(String what, List<SoakLedger.Heard> messages) {
        messages.stream().limit(SHOWN_COMPLAINTS).forEach(message -> print(what + message));
    }

    private static Statistics statistics(Sandbox sandbox) throws Exception {
        return sandbox.statistics().toCompletableFuture().get(1, TimeUnit.MINUTES);
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
