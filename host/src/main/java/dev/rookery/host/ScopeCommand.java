package dev.rookery.host;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rookery scope}: what is on and off where. */
@Command(
        name = "scope",
        description = "Shows what is switched on and off where, and switches plugins and commands.",
        mixinStandardHelpOptions = true)
final class ScopeCommand extends HostCommand {

    @Parameters(
            paramLabel = "WORD",
            arity = "0..3",
            description = "on | off | reset, a plugin (echo) or a command (commands/help), and where if not everywhere:"
                    + " an account (pual), a chat (pual/group/42), a person (pual/1001).")
    private List<String> words = List.of();

    @Override
    List<String> words() {
        return words;
    }
}
