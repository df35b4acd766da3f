package dev.rookery.host;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery demo}: sandbox, host and plugins in one process, with nothing to configure. */
@Command(
        name = "demo",
        description = "Runs the host with an embedded WebQQ server and its chat page.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--page-port",
            paramLabel = "PORT",
            defaultValue = "8970",
            description = "The port of the chat page; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int pagePort;

    @Option(
            names = "--line-port",
            paramLabel = "PORT",
            defaultValue = "10000",
            description = "The port of the line network; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int linePort;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--plugins",
            paramLabel = "FOLDER",
            description = "Another folder of plugin jars than that of the product.")
    private @Nullable Path plugins;

    @Override
    public Integer call() throws StartException, InterruptedException {
        Playground playground = Playground.open(pagePort, linePort);
        Path directory = plugins == null ? Product.plugins() : plugins.toAbsolutePath();
        Rookery rookery = new Rookery(playground.configuration(directory), Foreground.jvmStart(), event -> {});
        Foreground.endWhenMemoryRunsOut();
        Foreground.stopOnSignal(() -> {
            rookery.stop();
            playground.close();
        });
        rookery.start();
        PrintWriter out = spec.commandLine().getOut();
        Foreground.tell(rookery.ready(), () -> out.println(rookery.readyLine(playground.facts())));
        Foreground.stay();
        return ExitCode.OK;
    }
}
