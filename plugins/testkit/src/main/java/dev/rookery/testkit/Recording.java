package dev.rookery.testkit;

import dev.rookery.host.record.RecordedLine;
import dev.rookery.host.record.RecordingException;
import dev.rookery.host.record.Recordings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What a real host heard and said, written by {@code rookery run --record FILE}. Such a file can lie in a project's
 * test resources: secrets are masked in it always, names with {@code --mask-names}.
 */
public final class Recording {

    private final Recordings.Contents contents;

    private Recording(Recordings.Contents contents) {
        this.contents = contents;
    }

    /**
     * Reads a recording.
     *
     * @param file the file; a relative path is one in the module's folder
     * @return the recording
     * @throws IllegalArgumentException if it is none, cut off, broken, too large or of another version: with file and
     *     line
     */
    public static Recording of(Path file) {
        Path found = Path.of(System.getProperty("basedir", "")).resolve(file);
        try {
            return new Recording(Recordings.read(found));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(found + " is not there (expected: a recording)", e);
        } catch (RecordingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    found + " cannot be read: " + e.getMessage() + " (expected: a recording)", e);
        }
    }

    /**
     * When it begins.
     *
     * @return by the clock of the host that recorded
     */
    public Instant begin() {
        return contents.header().at();
    }

    /**
     * The plugins that were at work.
     *
     * @return id and version
     */
    public Map<String, String> plugins() {
        return contents.header().plugins();
    }

    /**
     * How many lines the recorder had to leave out; a replay over a gap may differ for that alone.
     *
     * @return 0 as a rule
     */
    public long lost() {
        return contents.lines().stream()
                .mapToLong(line -> line instanceof RecordedLine.Lost lost ? lost.lines() : 0)
                .sum();
    }

    Recordings.Contents contents() {
        return contents;
    }
}
