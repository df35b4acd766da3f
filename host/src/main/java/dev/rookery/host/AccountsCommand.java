package dev.rookery.host;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code rookery accounts}: where the accounts stand. */
@Command(name = "accounts", description = "Tells where the accounts stand.", mixinStandardHelpOptions = true)
final class AccountsCommand extends HostCommand {

    @Override
    List<String> words() {
        return List.of();
    }
}
