package dev.rookery.host;

import dev.rookery.api.event.AccountEvent;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.console.ConsoleNotices;
import dev.rookery.host.console.QrTerminal;
import dev.rookery.host.console.TypedAnswers;
import dev.rookery.host.console.TypedCommands;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rookery run}: the real thing, until it is told to stop. */
@Command(name = "run", description = "Runs the host.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    /** How many notices wait for a terminal that is held up; then the oldest are dropped. */
    private static final int MAX_NOTICES = 100;

    @Mixin
    private ConfigOption option = new ConfigOption();

    @ArgGroup(exclusive = false)
    private @Nullable RecordOptions recording;

    /** What is written down. */
    private static final class RecordOptions {

        @Option(
                names = "--record",
                paramLabel = "FILE",
                required = true,
                description = "Writes what is heard and said to a new file, for replays in tests; never secrets.")
        private Path file = Path.of("");

        @Option(names = "--mask-names", description = "Writes person-1 and group-1 for people and groups there.")
        private boolean maskNames;
    }

    @Override
    public Integer call() throws Exception {
        // The terminal may block and the event loop must not: notices are printed by a thread of their own.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ConsoleNotices notices = new ConsoleNotices(out, QrTerminal.Style.DARK_TERMINAL);
        ExecutorService printer = printer();
        AtomicReference<Rookery> running = new AtomicReference<>();
        TypedAnswers answers = new TypedAnswers(
                (account, text) ->
                        Objects.requireNonNull(running.get(), "not started").answer(account, text),
                line -> printer.execute(() -> out.println(line)),
                new TypedCommands(
                        words -> Objects.requireNonNull(running.get(), "not started")
                                .desk()
                                .take(words),
                        () -> new Thread(() -> System.exit(ExitCode.OK), "rookery-quit").start(),
                        text -> printer.execute(() -> out.println(text))));
        Rookery rookery = new Rookery(ConfigDocument.read(option.file()), Foreground.jvmStart(), event -> {
            if (event instanceof AccountEvent) {
                answers.watch(event);
                printer.execute(() -> notices.show(event));
            }
        });
        RecordOptions wanted = recording;
        if (wanted != null) {
            rookery.record(new HostRecording.Wish(wanted.file, wanted.maskNames));
        }
        running.set(rookery);
        Foreground.endWhenMemoryRunsOut();
        Foreground.stopOnSignal(() -> {
            rookery.markExit();
            rookery.stop();
        });
        rookery.start();
        listenToTerminal(answers);
        rookery.ready().thenRunAsync(() -> out.println(rookery.readyLine("")), printer);
        Foreground.stay();
        return ExitCode.OK;
    }

    /** A thread that waits for the terminal for as long as the process lives; without a terminal it ends at once. */
    private static void listenToTerminal(TypedAnswers answers) {
        Thread reader = new Thread(
                () -> answers.read(new InputStreamReader(StandardStreams.terminal(), Charset.defaultCharset())),
                "rookery-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    private static ExecutorService printer() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_NOTICES),
                task -> {
                    Thread thread = new Thread(task, "rookery-console");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardOldestPolicy());
    }
}
