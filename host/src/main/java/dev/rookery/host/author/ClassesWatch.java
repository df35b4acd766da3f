package dev.rookery.host.author;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Tells when a compiler is done with a folder of classes. It deletes and writes files one after the other, so a change
 * counts once the folder looked the same {@value #QUIET_LOOKS} times in a row. Maven deletes what it is about to
 * compile and may then take its time: while a file is gone, {@value #PATIENT_LOOKS} times. A class without a byte is
 * one that the compiler has just opened, however long it looks the same.
 *
 * <p>One thread, which looks as often as it likes; the more often, the less patience a compiler gets.
 */
public final class ClassesWatch {

    /** How many looks in a row must see the same. */
    static final int QUIET_LOOKS = 3;

    /** The same when a file has gone that was there before. */
    static final int PATIENT_LOOKS = 30;

    private final Path folder;
    private Map<Path, Stamp> settled = Map.of();
    private Map<Path, Stamp> last = Map.of();
    private int looks;
    private long motions;

    /** What can be seen of a file without reading it. */
    private record Stamp(long size, FileTime modified) {}

    /**
     * Watches a folder.
     *
     * @param folder need not be there yet
     */
    public ClassesWatch(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks at the folder.
     *
     * @return whether there is something new in it that is complete; once for each change, never for an empty folder
     * @throws IOException if the folder cannot be read
     */
    public boolean look() throws IOException {
        Map<Path, Stamp> now = stamps();
        looks = now.equals(last) ? looks + 1 : 1;
        last = now;
        int enough = now.keySet().containsAll(settled.keySet()) ? QUIET_LOOKS : PATIENT_LOOKS;
        if (looks < enough || now.isEmpty() || now.equals(settled) || isBeingWritten(now)) {
            return false;
        }
        settled = now;
        return true;
    }

    /** Whether nothing was touched since {@link #look()} said yes: what was read meanwhile belongs together. */
    public boolean isUntouched() throws IOException {
        return stamps().equals(settled);
    }

    /** Whether there is nothing in the folder, or no folder; as of the last look. */
    public boolean isEmpty() {
        return last.isEmpty();
    }

    private static boolean isBeingWritten(Map<Path, Stamp> files) {
        return files.entrySet().stream()
                .anyMatch(file ->
                        file.getValue().size() == 0 && file.getKey().toString().endsWith(".class"));
    }

    /** Stands for a file that was deleted between being listed and being looked at; unlike any other. */
    private Stamp inMotion() {
        return new Stamp(-1, FileTime.fromMillis(++motions));
    }

    private Map<Path, Stamp> stamps() throws IOException {
        Map<Path, Stamp> stamps = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return stamps;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    stamps.put(file, new Stamp(attributes.size(), attributes.lastModifiedTime()));
                }
            }
        } catch (NoSuchFileException e) {
            stamps.put(folder, inMotion());
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e.getCause();
            }
            stamps.put(folder, inMotion());
        }
        return stamps;
    }
}
