package dev.rookery.host.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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

    /** How long to look before the host stops; thousands of threads take their time. */
    static final Duration LONGEST_LOOK = Duration.ofMillis(500);

    /** How many frames of a thread are looked at; between its waiting and the call for the exit lie about ten. */
    private static final int DEEPEST = 64;

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
     * Finds out who ends the process and writes it down, on a thread of its own. For a shutdown hook.
     *
     * @param now when
     * @return whether that was done within {@link #LONGEST_LOOK}; if not, it goes on
     */
    public boolean mark(Instant now) {
        return LiveThreads.apart(() -> look(now), LONGEST_LOOK);
    }

    /** The JVM is asked, not the threads: one of a plugin's own class may never answer. */
    private void look(Instant now) {
        Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, DEEPEST))
                .flatMap(thread -> culprit(thread.getThreadName(), thread.getStackTrace()).stream())
                .findFirst()
                .ifPresent(culprit -> tell(culprit, now));
    }

    private void tell(String culprit, Instant now) {
        log.error("the process is ended by {}", culprit);
        try {
            Files.writeString(file, now + " " + culprit + '\n', UTF_8);
        } catch (IOException e) {
            log.error("cannot write down who ended the process file={}", file, e);
        }
    }

    /** Who calls for the exit; empty if that is a signal, the host itself, or the end of the last thread. */
    static Optional<String> culprit(String thread, StackTraceElement[] stack) {
        return Optional.of(stack)
                .filter(frames -> Arrays.stream(frames).anyMatch(ExitMarker::isExit))
                .flatMap(frames -> Arrays.stream(frames)
                        .filter(frame -> frame.getModuleName() == null)
                        .findFirst())
                .filter(frame -> !isHost(frame))
                .map(frame -> "thread " + thread + " at " + frame);
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Runtime")
                && frame.getMethodName().equals("exit");
    }

    private static boolean isHost(StackTraceElement frame) {
        return frame.getClassName().startsWith("dev.rookery.host.");
    }
}
