package dev.rookery.host.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which plugins are not to be started again, kept over restarts in a file that a person can read: a line for each, id,
 * SHA-256 of the jar, time and reason, separated by tabs. It is about one jar: another jar of the same plugin is let
 * in. The file is replaced at once or not at all; one that cannot be written is told of, and what it should say holds
 * until the process ends.
 *
 * <p>Safe for use by any thread; methods that change something write to the disk.
 */
public final class Quarantine {

    private static final Logger log = LoggerFactory.getLogger(Quarantine.class);

    /** A longer file is none of ours. */
    private static final int LONGEST_FILE = 1 << 20;

    /** A longer reason is cut. */
    private static final int LONGEST_REASON = 1_000;

    /**
     * One plugin that is kept out.
     *
     * @param id the plugin's id
     * @param sha256 of its jar, in hexadecimal
     * @param since when it was put here
     * @param reason why
     */
    public record Entry(String id, String sha256, Instant since, String reason) {

        private static Entry parse(String line) {
            String[] parts = line.split("\t", 4);
            if (parts.length < 4 || parts[0].isBlank()) {
                throw new IllegalArgumentException("expected: id, SHA-256, time and reason, separated by tabs");
            }
            return new Entry(parts[0], parts[1], Instant.parse(parts[2]), parts[3]);
        }

        private String line() {
            return id + '\t' + sha256 + '\t' + since + '\t' + reason + '\n';
        }
    }

    private final Path file;
    private final Map<String, Entry> entries = new TreeMap<>();
    /** Lines that could not be read; they stay in the file, since somebody may have meant something. */
    private final List<String> unreadable = new ArrayList<>();

    private Quarantine(Path file) {
        this.file = file;
    }

    /**
     * Reads the file. A line that cannot be read is told of and kept; a file that cannot be read is told of and not
     * written over before something is put in.
     *
     * @param file need not exist, nor its folder
     * @return what it says
     */
    public static Quarantine open(Path file) {
        Quarantine quarantine = new Quarantine(file);
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IOException("longer than " + LONGEST_FILE + " bytes");
            }
            new String(Files.readAllBytes(file), UTF_8).lines().forEach(quarantine::read);
        } catch (NoSuchFileException e) {
            log.debug("nobody is in quarantine file={}", file);
        } catch (IOException e) {
            log.error(
                    "quarantine cannot be read, plugins in it are started file={} (expected: a text file, or none)",
                    file,
                    e);
        }
        return quarantine;
    }

    private void read(String line) {
        if (line.isBlank()) {
            return;
        }
        try {
            Entry entry = Entry.parse(line);
            entries.put(entry.id(), entry);
        } catch (IllegalArgumentException | DateTimeException e) {
            unreadable.add(line);
            log.warn("quarantine has a line that cannot be read file={} reason={}", file, e.getMessage());
        }
    }

    /**
     * Whether a jar is kept out.
     *
     * @param id the plugin's id
     * @param sha256 of its jar
     * @return why; empty if it may start, also because it is another jar than the one that was put here
     */
    public synchronized Optional<Entry> of(String id, String sha256) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> entry.sha256().equals(sha256));
    }

    /** Puts a plugin in. */
    public synchronized void put(Entry entry) {
        String reason = entry.reason().replaceAll("\\s+", " ");
        String cut = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        entries.put(entry.id(), new Entry(entry.id(), entry.sha256(), entry.since(), cut));
        write();
    }

    /**
     * Lets a plugin out.
     *
     * @return whether it was in
     */
    public synchronized boolean lift(String id) {
        if (entries.remove(id) == null) {
            return false;
        }
        write();
        return true;
    }

    private void write() {
        String text = entries.values().stream().map(Entry::line).collect(Collectors.joining())
                + unreadable.stream().map(line -> line + '\n').collect(Collectors.joining());
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel out = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.error("quarantine cannot be written, after a restart it is as it was file={}", file, e);
        }
    }
}
