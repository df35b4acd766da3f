package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rookery schema}: what editors complete and check {@code rookery.yml} by. */
@Command(
        name = "schema",
        description = "Prints a JSON Schema of the configuration, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().println(ConfigDocument.schema(RookeryConfig.class));
    }
}
