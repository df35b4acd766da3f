package dev.rookery.host;

import dev.rookery.host.console.OperatorCommands;
import dev.rookery.host.control.Answer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code rookery plugin …}: of the running host, or without one of the plugin folder and of what the next start does.
 */
@Command(
        name = "plugin",
        description = "Lists, adds, removes, switches and reloads plugins, of the running host or for its next start.",
        mixinStandardHelpOptions = true)
final class PluginCommand extends HostCommand {

    @Parameters(
            paramLabel = "WORD",
            arity = "1..*",
            description = "list | info ID | add FILE | remove ID | enable ID | disable ID | reload ID | verify [FILE]")
    private List<String> words = List.of();

    /** The host's current folder is another one. */
    @Override
    List<String> words() {
        List<String> absolute = new ArrayList<>(words);
        if (words.size() == 2 && List.of("add", "verify").contains(words.get(0))) {
            try {
                absolute.set(
                        1, Path.of(words.get(1)).toAbsolutePath().normalize().toString());
            } catch (InvalidPathException e) {
                return words; // is told where the file is looked for
            }
        }
        return absolute;
    }

    /** The plugin folder is known from the configuration only. */
    @Override
    Answer withoutHost(OperatorOptions given) {
        return given.configuration()
                .map(config -> OperatorCommands.plugin(PluginFolder.of(config), words()))
                .orElseGet(given::noHost);
    }
}
