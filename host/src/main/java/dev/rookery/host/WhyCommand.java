package dev.rookery.host;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rookery why}: what became of the latest messages. */
@Command(
        name = "why",
        description = "Tells what became of the latest messages: who saw them, what stopped whom, what was answered.",
        mixinStandardHelpOptions = true)
final class WhyCommand extends HostCommand {

    @Parameters(
            paramLabel = "CHAT|TEXT",
            arity = "0..*",
            description = "A chat such as pual/group/42, or a part of the text of the messages.")
    private List<String> words = List.of();

    @Override
    List<String> words() {
        return words;
    }
}
