package dev.rookery.host;

import dev.rookery.host.console.OperatorCommands;
import dev.rookery.host.control.Answer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery plugin …}: speaks to the running host, or without one works on the plugin folder. */
@Command(
        name = "plugin",
        description = "Lists, adds, removes, switches and reloads plugins, of the running host or in its folder.",
        mixinStandardHelpOptions = true)
final class PluginCommand implements Callable<Integer> {

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Parameters(
            paramLabel = "WORD",
            arity = "1..*",
            description = "list | info ID | add FILE | remove ID | enable ID | disable ID | reload ID | verify [FILE]")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StartException {
        List<String> request = new ArrayList<>(List.of("plugin"));
        request.addAll(absolute(words));
        Optional<Answer> running = options.ask(request);
        if (running.isEmpty() && !options.hasConfiguration()) {
            throw StartException.failure("no host runs on " + options.data() + " (expected: the data folder of one)");
        }
        Answer answer = running.orElseGet(() -> OperatorCommands.plugin(
                new PluginFolder(options.configuration().plugins().directory()), absolute(words)));
        return OperatorOptions.print(
                answer, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    /** The host's current folder is another one. */
    private static List<String> absolute(List<String> words) {
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
}
