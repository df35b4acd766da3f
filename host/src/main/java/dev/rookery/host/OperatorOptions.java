package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.control.Answer;
import dev.rookery.host.control.ControlClient;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the commands for a running host find it: by its configuration, or by its data folder. */
final class OperatorOptions {

    /** A little longer than the host itself waits for what it was asked. */
    private static final Duration PATIENCE = RunningPlugins.PATIENCE.plusSeconds(10);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The data folder of the running host, in place of a configuration file; "
                    + "rookery demo prints its own.")
    private @Nullable Path data;

    /** Asks the running host. Empty if none runs. */
    Optional<Answer> ask(List<String> words) throws StartException {
        Path folder = data();
        try {
            Optional<Answer> answer = ControlClient.ask(folder, words, PATIENCE);
            if (answer.isEmpty() && isOccupied(folder)) {
                throw StartException.failure(
                        "a host runs on " + folder + ", but its control socket cannot be reached (see its log)");
            }
            return answer;
        } catch (IOException e) {
            throw StartException.failure("cannot ask the host that runs on " + folder + ": " + e.getMessage());
        }
    }

    /** The configuration; empty if the host was named by its data folder. */
    Optional<RookeryConfig> configuration() {
        return data == null ? Optional.of(read()) : Optional.empty();
    }

    private RookeryConfig read() {
        return ConfigDocument.read(config.file()).bind(RookeryConfig.class);
    }

    private Path data() {
        Path named = data;
        return named == null ? read().data() : named.toAbsolutePath();
    }

    /** What to answer for what only a running host can do. */
    Answer noHost() {
        return Answer.noHost("no host runs on " + data()
                + " (expected: a running host, of the configuration -c or the folder --data)");
    }

    private static boolean isOccupied(Path folder) {
        Path lock = folder.resolve("lock");
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return file.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException unknown) {
            return false;
        }
    }
}
