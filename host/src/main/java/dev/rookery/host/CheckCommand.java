package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.plugin.PluginCatalog;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code rookery check}: looks at the configuration and the plugin jars and starts nothing. It is stricter than
 * {@code run}: what that starts without and warns of is a mistake here, too.
 */
@Command(
        name = "check",
        description = "Validates the configuration and the plugin jars.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption option = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StartException {
        RookeryConfig config = ConfigDocument.read(option.file()).bind(RookeryConfig.class);
        PluginCatalog catalog = catalog(config.plugins().directory());
        List<String> problems = new ArrayList<>();
        catalog.statuses().stream()
                .filter(plugin -> plugin.state() != PluginState.DISCOVERED)
                .map(PluginStatus::toString)
                .forEach(problems::add);
        problems.addAll(catalog.warnings());
        config.withoutPlugin(catalog.statuses()).stream()
                .map(problem -> option.file() + " " + problem)
                .forEach(problems::add);
        if (!problems.isEmpty()) {
            problems.forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        }
        spec.commandLine()
                .getOut()
                .println(option.file() + ": fine, accounts=" + config.accounts().size() + " plugins="
                        + catalog.statuses().size());
        return ExitCode.OK;
    }

    private static PluginCatalog catalog(Path directory) throws StartException {
        try {
            return PluginCatalog.scan(directory);
        } catch (IOException e) {
            throw StartException.mistake(
                    "plugins.directory: cannot read " + directory + ": " + e + " (expected: a folder of plugin jars)");
        }
    }
}
