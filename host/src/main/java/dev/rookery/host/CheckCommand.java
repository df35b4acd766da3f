package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.plugin.PluginCatalog;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rookery check}: looks at the configuration and the plugin jars and starts nothing. */
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
    public Integer call() throws IOException {
        RookeryConfig config = ConfigDocument.read(option.file()).bind(RookeryConfig.class);
        List<PluginStatus> plugins =
                PluginCatalog.scan(config.plugins().directory()).statuses();
        List<PluginStatus> broken = plugins.stream()
                .filter(plugin -> plugin.state() != PluginState.DISCOVERED)
                .toList();
        if (broken.isEmpty()) {
            spec.commandLine()
                    .getOut()
                    .println(option.file() + ": fine, accounts="
                            + config.accounts().size() + " plugins=" + plugins.size());
            return ExitCode.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        broken.forEach(err::println);
        return ExitCode.USAGE;
    }
}
