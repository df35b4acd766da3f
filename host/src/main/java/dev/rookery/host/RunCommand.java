package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.console.ConsoleNotices;
import dev.rookery.host.console.QrTerminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code rookery run}: the real thing, until it is told to stop. */
@Command(name = "run", description = "Runs the host.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption option = new ConfigOption();

    @Override
    public Integer call() throws Exception {
        // The terminal may block and the event loop must not: notices are printed by a thread of their own.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ConsoleNotices notices = new ConsoleNotices(out, QrTerminal.Style.DARK_TERMINAL);
        ExecutorService printer = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "rookery-console");
            thread.setDaemon(true);
            return thread;
        });
        Rookery rookery = new Rookery(
                ConfigDocument.read(option.file()),
                Foreground.processStart(),
                event -> printer.execute(() -> notices.show(event)));
        Foreground.stopOnSignal(rookery::stop);
        rookery.start();
        rookery.ready().thenRunAsync(() -> out.println(rookery.readyLine("")), printer);
        Foreground.stay();
        return ExitCode.OK;
    }
}
