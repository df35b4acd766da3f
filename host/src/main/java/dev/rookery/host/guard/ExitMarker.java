package dev.rookery.host.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator when it was not the host that ended the process. A plugin that calls {@code System.exit} cannot be
 * kept from it; but while the JVM goes down its thread still stands in that call, and who that was is logged and
 * written down, to be told again at the next start.
 */
public final class ExitMarker {

    private static final Logger log = LoggerFactory.getLogger(ExitMarker.class);

    /** A longer file is none of ours. */
    private static final int LONGEST = 64 << 10;

    private final Path file;

    /**
     * Marks exits in a file.
     *
     * @param file in a folder that exists
     */
    public ExitMarker(Path file) {
        this.file = file;
    }

    /** Tells of the last process, if it was ended by somebody else, and forgets it. */
    public void tellLast() {
        try {
            if (Files.size(file) <= LONGEST) {
                log.error(
                        "the last process was not ended by its operator: {}",
                        Files.readString(file).strip());
            }
            Files.delete(file);
        } catch (NoSuchFileException e) {
            log.debug("the last process was ended by its operator, or died file={}", file);
        } catch (IOException e) {
            log.warn("cannot tell how the last process ended file={}", file, e);
        }
    }

    /**
     * Finds out who ends the process and writes it down. For a shutdown hook.
     *
     * @param now when
     */
    public void mark(Instant now) {
        culprit(Thread.getAllStackTraces()).ifPresent(culprit -> {
            log.error("the process is ended by {}", culprit);
            try {
                Files.writeString(file, now + " " + culprit + '\n', UTF_8);
            } catch (IOException e) {
                log.error("cannot write down who ended the process file={}", file, e);
            }
        });
    }

    /** Who calls for the exit; empty if that is a signal, the host itself, or the end of the last thread. */
    static Optional<String> culprit(Map<Thread, StackTraceElement[]> stacks) {
        return stacks.entrySet().stream()
                .filter(entry -> Arrays.stream(entry.getValue()).anyMatch(ExitMarker::isExit))
                .flatMap(entry -> Arrays.stream(entry.getValue())
                        .filter(frame -> frame.getModuleName() == null)
                        .limit(1)
                        .filter(frame -> !isHost(frame))
                        .map(frame -> "thread " + entry.getKey().getName() + " at " + frame))
                .findFirst();
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Runtime")
                && frame.getMethodName().equals("exit");
    }

    private static boolean isHost(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.rookery.host.");
    }
}
