package dev.rookery.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery why}: what became of the latest messages, asked of the running host. */
@Command(
        name = "why",
        description = "Tells what became of the latest messages: who saw them, what stopped whom, what was answered.",
        mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {

    @Mixin
    private OperatorOptions options = new OperatorOptions();

    @Parameters(
            paramLabel = "CHAT|TEXT",
            arity = "0..*",
            description = "A chat such as pual/group/42, or a part of the text of the messages.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws StartException {
        List<String> request = new ArrayList<>(List.of("why"));
        request.addAll(words);
        return OperatorOptions.print(
                options.ask(request)
                        .orElseThrow(() -> StartException.failure("no host runs on " + options.data()
                                + " (expected: a running host, of the configuration -c or the folder --data)")),
                spec.commandLine().getOut(),
                spec.commandLine().getErr());
    }
}
