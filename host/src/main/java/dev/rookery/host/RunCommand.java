package dev.rookery.host;

import dev.rookery.api.event.MessageReceived;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.console.ConsoleNotices;
import dev.rookery.host.console.QrTerminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code rookery run}: the real thing, until it is told to stop. */
@Command(name = "run", description = "Runs the host.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    /** How many notices wait for a terminal that is held up; then the oldest are dropped. */
    private static final int MAX_NOTICES = 100;

    @Mixin
    private ConfigOption option = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        // The terminal may block and the event loop must not: notices are printed by a thread of their own.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ConsoleNotices notices = new ConsoleNotices(out, QrTerminal.Style.DARK_TERMINAL);
        ExecutorService printer = printer();
        Rookery rookery = new Rookery(ConfigDocument.read(option.file()), Foreground.jvmStart(), event -> {
            if (!(event instanceof MessageReceived)) {
                printer.execute(() -> notices.show(event));
            }
        });
        Foreground.stopOnSignal(rookery::stop);
        rookery.start();
        rookery.ready().thenRunAsync(() -> out.println(rookery.readyLine("")), printer);
        Foreground.stay();
        return ExitCode.OK;
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
