package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(DemoCommand.class);

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
        if (linePort < 0 || linePort > 65_535) {
            throw StartException.mistake("--line-port: " + linePort + " (expected: 0 to 65535)");
        }
        RunningSandbox sandbox = RunningSandbox.start(pagePort, "--page-port");
        Path data = temporaryFolder();
        // The same way through the configuration as the real thing takes. Only the QR code is not drawn: the sandbox
        // scans it by itself.
        ConfigDocument config = ConfigDocument.parse(Path.of("demo.yml"), configuration(sandbox, data), Map.of());
        Rookery rookery = new Rookery(config, Foreground.jvmStart(), event -> {});
        Foreground.stopOnSignal(() -> {
            rookery.stop();
            delete(data);
            sandbox.stop();
        });
        log.info("the sandbox scans the QR code by itself, nobody has to");
        rookery.start();
        PrintWriter out = spec.commandLine().getOut();
        rookery.ready().thenRunAsync(() -> out.println(rookery.readyLine(" page=" + sandbox.page() + " data=" + data)));
        Foreground.stay();
        return ExitCode.OK;
    }

    private static Path temporaryFolder() throws StartException {
        try {
            return Files.createTempDirectory("rookery-demo");
        } catch (IOException e) {
            throw StartException.mistake("no temporary folder: " + e + " (expected: java.io.tmpdir can be written)");
        }
    }

    private String configuration(RunningSandbox sandbox, Path data) {
        Path directory = plugins == null ? Product.plugins() : plugins.toAbsolutePath();
        return """
                accounts:
                  pual:
                    network: webqq
                    endpoint: %s
                line:
                  listen: 127.0.0.1:%d
                owners: [line]
                data: '%s'
                plugins:
                  directory: '%s'
                """.formatted(sandbox.page(), linePort, quoted(data), quoted(directory));
    }

    private static String quoted(Path path) {
        return path.toString().replace("'", "''").replace("${", "$${");
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("temporary folder not deleted folder={} reason={}", folder, e.toString());
        }
    }
}
