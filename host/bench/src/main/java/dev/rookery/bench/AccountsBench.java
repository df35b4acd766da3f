package dev.rookery.bench;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.network.AccountListener;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.httpstream.HttpStreamOptions;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.time.SystemTimers;
import dev.rookery.host.webqq.WebQqAccount;
import dev.rookery.host.webqq.WebQqOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Very many accounts in one process on one event loop: how fast they sign in, what each needs while it polls and
 * nothing is said, and how soon a message is handled when somebody speaks to all of them.
 */
@Command(
        name = "accounts",
        description =
                "Signs very many accounts in to a sandbox in a process of its own and has somebody speak to all of them."
                        + " Exit code 1 when an account does not come on line or a message is not handled.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class AccountsBench implements Callable<Integer> {

    private static final int HANDLER_THREADS = 4;
    private static final long MINUTES = 10;
    /** The serial collector leaves dead wood lying, as filler arrays, in three of four full collections. */
    private static final int COLLECTIONS = 4;
    /**
     * How long an account keeps a second connection that it used for a question. For the default of a minute each
     * account would have two at once after the first round, and 10,000 accounts more than most machines let a process
     * open.
     */
    private static final Duration KEPT = Duration.ofSeconds(5);

    @Option(names = "--accounts", defaultValue = "10000", description = "How many.")
    private int accounts;

    @Option(names = "--signing-in", defaultValue = "64", description = "How many sign in at the same time.")
    private int signingIn;

    @Option(names = "--rounds", defaultValue = "5", description = "How often somebody speaks to all of them.")
    private int rounds;

    @Spec
    private @Nullable CommandSpec spec;

    private final AtomicInteger online = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();
    private CountDownLatch heard = new CountDownLatch(0);

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("rookery-bench");
        Process server = server();
        IoLoop loop = new IoLoop("rookery-io");
        ExecutorService handlers = Executors.newFixedThreadPool(HANDLER_THREADS);
        try (BufferedReader told =
                        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
                OutputStream commands = server.getOutputStream()) {
            int[] ports = Stream.of(line(told).substring("ports ".length()).split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            introduce();
            Dispatcher dispatcher = dispatcher(handlers);
            List<WebQqAccount> all = prepare(loop, folder, ports);
            long heap = heap();
            long memory = memory();
            double load = Machine.load();
            signIn(all, dispatcher);
            print(String.format("online   %d of %d accounts", online.get(), accounts));
            print(String.format(
                    "idle     %.1f kB of heap and %.1f kB of resident memory per account; threads %d; load %.1f before",
                    (heap() - heap) / 1024.0 / accounts,
                    (memory() - memory) / 1024.0 / accounts,
                    Thread.activeCount(),
                    load));
            boolean good = online.get() == accounts && speak(told, commands);
            stop(all);
            return good ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            server.destroyForcibly();
            handlers.shutdownNow();
            loop.stop().toCompletableFuture().get(1, TimeUnit.MINUTES);
            delete(folder);
        }
    }

    private void introduce() throws IOException {
        print("accounts " + accounts + ", " + signingIn + " signing in at the same time");
        print(Machine.describe());
        print("method   all accounts on one event loop of this process, messages through the dispatcher to "
                + HANDLER_THREADS + " threads; the sandboxes are a process of their own.");
        print("         connections: one per account while it polls; a second one is kept for " + KEPT.toSeconds()
                + " s; each process may open " + Machine.files() + " files.");
        print("         heap: what is used after " + COLLECTIONS + " full collections; resident: VmRSS then; both"
                + " less what they were before the sign-in.");
        print("         delay: from just before it is said over the control API to when the handler has it.");
        print("");
    }

    private List<WebQqAccount> prepare(IoLoop loop, Path folder, int[] ports) {
        HttpStreamOptions http = HttpStreamOptions.defaults().withIdleTimeout(KEPT);
        List<WebQqAccount> all = new ArrayList<>(accounts);
        for (int i = 0; i < accounts; i++) {
            URI server = URI.create("http://127.0.0.1:" + ports[i / AccountsServer.PER_SANDBOX]);
            WebQqOptions options = WebQqOptions.defaults(folder).withHttp(http.withEndpoint(server));
            all.add(new WebQqAccount("account" + i, loop, options));
        }
        return all;
    }

    private Dispatcher dispatcher(ExecutorService handlers) {
        Owner owner = new Owner("bench", handlers, handlers);
        Dispatcher dispatcher = new Dispatcher(new SystemTimers(), message -> true);
        dispatcher.publish(new HandlerTable(List.of(new HandlerTable.MessageEntry(owner, 0, this::handle)), List.of()));
        return dispatcher;
    }

    private Outcome handle(IncomingMessage message) {
        delays.add(System.nanoTime() - Long.parseLong(message.text()));
        heard.countDown();
        return Outcome.CONSUMED;
    }

    private void signIn(List<WebQqAccount> all, Dispatcher dispatcher) throws InterruptedException {
        Semaphore turns = new Semaphore(signingIn);
        CountDownLatch in = new CountDownLatch(accounts);
        long begin = System.nanoTime();
        long cpu = cpu();
        for (WebQqAccount account : all) {
            if (!turns.tryAcquire(MINUTES, TimeUnit.MINUTES)) {
                break;
            }
            account.start(new SignedIn(dispatcher, () -> {
                online.incrementAndGet();
                turns.release();
                in.countDown();
            }));
        }
        if (!in.await(MINUTES, TimeUnit.MINUTES)) {
            print("BAD: " + in.getCount() + " accounts did not come on line within " + MINUTES + " minutes");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        print(String.format(
                "sign-in  %.0f accounts per second, %.0f µs of CPU each",
                online.get() / seconds, (cpu() - cpu) / 1e3 / Math.max(1, online.get())));
    }

    /** Passes everything on and tells once that the account is on line. */
    private static final class SignedIn implements AccountListener {
        private final Dispatcher dispatcher;
        private final Runnable first;
        private boolean told;

        SignedIn(Dispatcher dispatcher, Runnable first) {
            this.dispatcher = dispatcher;
            this.first = first;
        }

        @Override
        public CompletionStage<Void> onEvent(BotEvent event) {
            if (!told && event instanceof AccountStateChanged change && change.state() == AccountState.ONLINE) {
                told = true;
                first.run();
            }
            return event instanceof MessageReceived
                    ? dispatcher.onEvent(event)
                    : CompletableFuture.completedStage(null);
        }
    }

    private boolean speak(BufferedReader told, OutputStream commands) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            delays.clear();
            heard = new CountDownLatch(accounts);
            long begin = System.nanoTime();
            long cpu = cpu();
            commands.write("speak\n".getBytes(StandardCharsets.US_ASCII));
            commands.flush();
            line(told);
            long spoken = System.nanoTime();
            if (!heard.await(1, TimeUnit.MINUTES)) {
                print("BAD: " + heard.getCount() + " of " + accounts + " messages were not handled");
                return false;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
            print(String.format(
                    "round %-2d %.0f handled per second (said %.0f per second), %.0f µs of CPU each;"
                            + " p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                    round,
                    accounts / seconds,
                    accounts / ((spoken - begin) / 1e9),
                    (cpu() - cpu) / 1e3 / accounts,
                    Measured.percentileMillis(sorted, 50),
                    Measured.percentileMillis(sorted, 99),
                    Measured.percentileMillis(sorted, 100)));
        }
        print("load     " + Machine.load() + " after");
        return true;
    }

    private static void stop(List<WebQqAccount> all) throws Exception {
        CompletableFuture<?>[] stopped = all.stream()
                .map(account -> account.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(stopped).get(MINUTES, TimeUnit.MINUTES);
    }

    private Process server() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Djava.awt.headless=true",
                        "-DROOKERY_LOG=WARN",
                        "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.rookery.bench.Main",
                        "accounts-server",
                        "--accounts",
                        Integer.toString(accounts))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String line(BufferedReader told) throws IOException {
        String line = told.readLine();
        if (line == null) {
            throw new IOException("the sandbox has ended (expected: that it goes on)");
        }
        return line;
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long memory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private void print(String line) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Path[] all = files.toArray(Path[]::new);
            for (int i = all.length - 1; i >= 0; i--) {
                Files.delete(all[i]);
            }
        }
    }
}
