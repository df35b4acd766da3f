package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.control.Answer;
import dev.rookery.host.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
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

    /** Whether there is a configuration that says where the plugins are. */
    boolean hasConfiguration() {
        return data == null;
    }

    RookeryConfig configuration() {
        return ConfigDocument.read(config.file()).bind(RookeryConfig.class);
    }

    Path data() {
        return data == null ? configuration().data() : data.toAbsolutePath();
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

    /** Prints an answer: what went well to the one, what did not to the other. */
    static int print(Answer answer, PrintWriter out, PrintWriter err) {
        if (!answer.text().isEmpty()) {
            (answer.exit() == Answer.DONE ? out : err).println(answer.text());
        }
        return answer.exit();
    }
}
