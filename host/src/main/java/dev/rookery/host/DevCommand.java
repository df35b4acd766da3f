package dev.rookery.host;

import dev.rookery.host.author.PluginProject;
import dev.rookery.host.author.ProjectException;
import dev.rookery.host.author.TerminalChat;
import dev.rookery.host.config.ConfigDocument;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery dev}: runs the plugin that somebody is writing, and every new version of it as it is compiled. */
@Command(
        name = "dev",
        description = {
            "Runs a plugin while it is written: what is compiled into target/classes is loaded at once.",
            "Chat with it here, line by line, or on the page of the embedded WebQQ server."
        },
        mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder of the plugin's Maven project (default: the current one).")
    private Path folder = Path.of(".");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Where the plugin's settings are, under plugins.<id> (default: rookery.yml in DIR, if it is"
                    + " there). Nothing else is taken from the file.")
    private @Nullable Path config;

    @Option(
            names = "--plugins",
            paramLabel = "FOLDER",
            description = "Plugins to run beside it (default: the product's commands, for help).")
    private @Nullable Path companions;

    @Option(
            names = "--page-port",
            paramLabel = "PORT",
            defaultValue = "8970",
            description = "The port of the chat page; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int pagePort;

    @Option(
            names = "--line-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port of the line network; 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int linePort;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StartException, InterruptedException {
        Path project = folder.toAbsolutePath().normalize();
        PluginProject plugin = project(project);
        ConfigDocument settings = settings(project);
        Playground playground = Playground.open(pagePort, linePort);
        RookeryConfig all = playground.configuration(companions(playground)).bind(RookeryConfig.class);
        Rookery rookery = new Rookery(all, settings, Foreground.jvmStart(), event -> {});
        Foreground.endWhenMemoryRunsOut();
        Foreground.stopOnSignal(() -> {
            rookery.stop();
            playground.close();
        });
        rookery.start();
        PrintWriter out = spec.commandLine().getOut();
        Foreground.tell(rookery.ready(), () -> out.println(rookery.readyLine(playground.facts())));
        chat(rookery, out);
        new DevLoop(project, plugin, playground.folder(), rookery.plugins(), out::println).run();
        return ExitCode.OK;
    }

    private static PluginProject project(Path folder) throws StartException {
        try {
            return PluginProject.in(folder);
        } catch (ProjectException e) {
            throw StartException.mistake(String.valueOf(e.getMessage()));
        }
    }

    private ConfigDocument settings(Path project) {
        Path file = config == null ? project.resolve("rookery.yml") : config;
        return config == null && !Files.exists(file)
                ? ConfigDocument.parse(file, "", Map.of())
                : ConfigDocument.read(file);
    }

    /** A folder of the plugins that run beside the one that is written, which is put there, too. */
    private Path companions(Playground playground) throws StartException {
        try {
            Path directory = Files.createDirectories(playground.folder().resolve("plugins"));
            for (Path jar : companionJars()) {
                Files.copy(jar, directory.resolve(jar.getFileName()));
            }
            return directory;
        } catch (IOException e) {
            throw StartException.mistake("--plugins: " + e + " (expected: a folder of plugin jars)");
        }
    }

    private List<Path> companionJars() throws IOException {
        if (companions == null && !Files.isDirectory(Product.plugins())) {
            return List.of();
        }
        String wanted = companions == null ? "rookery-plugin-commands-*.jar" : "*.jar";
        try (Stream<Path> jars = Files.list(companions == null ? Product.plugins() : companions)) {
            var matcher = Path.of("").getFileSystem().getPathMatcher("glob:" + wanted);
            return jars.filter(jar -> matcher.matches(jar.getFileName())).toList();
        }
    }

    private static void chat(Rookery rookery, PrintWriter out) throws StartException {
        try {
            TerminalChat.open(
                    rookery.lineAddress().orElseThrow(),
                    new InputStreamReader(StandardStreams.terminal(), Charset.defaultCharset()),
                    out::println);
        } catch (IOException e) {
            throw StartException.mistake(
                    "no chat on the terminal: " + e.getMessage() + " (expected: the line network answers on loopback)");
        }
    }
}
