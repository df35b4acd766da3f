package dev.rookery.host;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code -c}, the same for every command that reads the configuration. */
final class ConfigOption {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "rookery.yml",
            description = "The configuration file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("rookery.yml");

    Path file() {
        return file;
    }
}
