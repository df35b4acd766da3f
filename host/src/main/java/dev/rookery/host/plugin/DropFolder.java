package dev.rookery.host.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugin directory, looked at again and again: file system events show half-written files and miss network mounts.
 * A file counts once it is the same in two looks and complete, that is, the end of the zip can be read; and it is gone
 * once it was missed in two looks. So a jar may be copied in slowly; to be safe, write it as {@code .part} and rename.
 *
 * <p>Lifecycle thread only.
 */
final class DropFolder {

    /** How long from one look to the next: what changes is noticed within twice that. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    /** In how many looks a file is the same before it counts. */
    private static final int SETTLED = 2;

    /** In how many looks an incomplete file is the same before it is taken for broken and told. */
    private static final int BROKEN = 6;

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /** What tells one content of a file from another, without reading it. */
    private record Stamp(
            long size, FileTime modified, @Nullable Object key) {}

    private static final class Seen {

        private final Stamp stamp;
        private int looks;
        private int missed;
        private @Nullable Inspection inspection;

        Seen(Stamp stamp) {
            this.stamp = stamp;
        }
    }

    /**
     * What lies in the directory.
     *
     * @param present all jars and zips
     * @param inspected what was found in those that have settled
     */
    record Content(Set<Path> present, Collection<Inspection> inspected) {

        /** Whether a file has settled. */
        boolean tellsOf(Path file) {
            return inspected.stream().anyMatch(inspection -> inspection.file().equals(file));
        }
    }

    private final Path directory;
    private final Map<Path, Seen> files = new TreeMap<>();
    private boolean missing;

    DropFolder(Path directory) {
        this.directory = directory;
    }

    /**
     * Looks.
     *
     * @param atOnce whether to take everything for settled, as at the start and when a person has asked
     * @return what lies there, if anything has settled or gone since the last look, or {@code atOnce}
     */
    Optional<Content> look(boolean atOnce) throws IOException {
        if (!Files.isDirectory(directory)) {
            if (!missing) {
                log.warn("plugin warning {}: no such directory (expected: a folder of plugin jars)", directory);
            }
            missing = true;
            // A folder that is not there is more likely a mount that went away than all plugins deleted.
            return atOnce ? Optional.of(content()) : Optional.empty();
        }
        missing = false;
        List<Path> found = PluginCatalog.candidates(directory);
        boolean changed = forgetMissing(new HashSet<>(found), atOnce);
        List<Path> settled = new ArrayList<>();
        for (Path file : found) {
            if (settles(file, atOnce)) {
                settled.add(file);
            }
        }
        inspect(settled);
        return changed || atOnce || !settled.isEmpty() ? Optional.of(content()) : Optional.empty();
    }

    /** Looks at one file anew, and takes it for settled. */
    void lookAt(Path file) throws IOException {
        files.remove(file);
        if (settles(file, true)) {
            inspect(List.of(file));
        }
    }

    /** What lay there at the last look. */
    Content content() {
        return new Content(
                Set.copyOf(files.keySet()),
                files.values().stream()
                        .flatMap(seen -> Optional.ofNullable(seen.inspection).stream())
                        .toList());
    }

    private boolean forgetMissing(Set<Path> found, boolean atOnce) {
        return files.entrySet().removeIf(entry -> {
            Seen seen = entry.getValue();
            seen.missed = found.contains(entry.getKey()) ? 0 : seen.missed + 1;
            return seen.missed >= SETTLED || (atOnce && seen.missed > 0);
        });
    }

    /** Looks into jars, several at a time: at the start there may be hundreds. */
    private void inspect(List<Path> settled) {
        settled.parallelStream()
                .forEach(file -> Objects.requireNonNull(files.get(file)).inspection = JarInspector.inspect(file));
    }

    /** Whether a file is to be looked into now. */
    private boolean settles(Path file, boolean atOnce) throws IOException {
        Stamp stamp;
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            stamp = new Stamp(now.size(), now.lastModifiedTime(), now.fileKey());
        } catch (NoSuchFileException goneMeanwhile) {
            return false;
        }
        Seen seen = files.get(file);
        if (seen == null || !seen.stamp.equals(stamp)) {
            seen = new Seen(stamp);
            files.put(file, seen);
        }
        seen.looks++;
        return seen.inspection == null && (atOnce || hasSettled(file, seen));
    }

    private static boolean hasSettled(Path file, Seen seen) {
        return seen.looks >= BROKEN || (seen.looks >= SETTLED && isComplete(file));
    }

    private static boolean isComplete(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.size() > 0;
        } catch (IOException incomplete) {
            log.debug("left alone as long as it is incomplete file={} reason={}", file, incomplete.getMessage());
            return false;
        }
    }
}
