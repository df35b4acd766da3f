package dev.rookery.host;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code rookery config}: has the running host take its configuration as it is now. */
@Command(
        name = "config",
        description = "Has the running host take its configuration as it is now, and tells what has changed.",
        mixinStandardHelpOptions = true)
final class ConfigCommand extends HostCommand {

    @Override
    List<String> words() {
        return List.of();
    }
}
