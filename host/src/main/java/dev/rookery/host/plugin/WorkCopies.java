package dev.rookery.host.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's private copies of plugin jars. What the operator drops may be replaced or deleted at any time; what a
 * class loader has open may not. Each copy has a name of its own, {@code <id>-<sha256>-<n>.jar}, because the JDK caches
 * open jars by path; nested jars lie beside it as {@code <id>-<sha256>-<n>.<name>.jar}, and not in a folder, since a
 * file system may take a hundred times as long to delete one.
 *
 * <p>Any thread.
 */
final class WorkCopies {

    /** Most bytes of all nested jars of one plugin together, unpacked; beyond it the plugin does not load. */
    static final long MOST_LIBRARY_BYTES = 256L << 20;

    private static final Logger log = LoggerFactory.getLogger(WorkCopies.class);

    private static final int DIGITS = 12;
    private static final Pattern OURS = Pattern.compile(".+-[0-9a-f]{" + DIGITS + "}-\\d+(\\..+)?\\.jar");

    private final Path directory;
    private final long mostLibraryBytes;
    private final AtomicInteger copies = new AtomicInteger();

    WorkCopies(Path directory, long mostLibraryBytes) {
        this.directory = directory;
        this.mostLibraryBytes = mostLibraryBytes;
    }

    /** Creates the folder and deletes what an earlier run left in it; files of other names are not touched. */
    void prepare() throws IOException {
        Files.createDirectories(directory);
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(entry -> OURS.matcher(entry.getFileName().toString()).matches())
                    .forEach(WorkCopies::delete);
        }
    }

    /**
     * Copies a jar and unpacks its nested jars beside the copy.
     *
     * @return the copy
     * @throws IOException also when the file is no longer the one that was inspected, or holds too much
     */
    LoadedPlugin.Origin.Copy copy(PluginJar plugin) throws IOException {
        Path file = freeName(plugin);
        List<Path> libraries = plugin.libraries().stream()
                .map(library -> besides(file, library))
                .distinct()
                .sorted()
                .toList();
        LoadedPlugin.Origin.Copy copy = new LoadedPlugin.Origin.Copy(file, libraries);
        try {
            String sha256;
            try (InputStream in = Files.newInputStream(plugin.file());
                    OutputStream out = Files.newOutputStream(file)) {
                sha256 = Sha256.whileCopying(in, out);
            }
            if (!sha256.equals(plugin.sha256())) {
                throw new IOException(plugin.file() + " changed while it was being loaded (expected: write it under"
                        + " another name, then rename it)");
            }
            unpackLibraries(plugin, file);
            return copy;
        } catch (IOException e) {
            delete(copy);
            throw e;
        }
    }

    /** Deletes a copy; what cannot be deleted is left for the next start. */
    void delete(LoadedPlugin.Origin.Copy copy) {
        delete(copy.file());
        copy.libraries().forEach(WorkCopies::delete);
    }

    private Path freeName(PluginJar plugin) {
        Path name;
        do {
            name = directory.resolve(
                    plugin.id() + '-' + plugin.sha256().substring(0, DIGITS) + '-' + copies.incrementAndGet() + ".jar");
        } while (Files.exists(name));
        return name;
    }

    /** Where a nested jar goes; the inspector admitted plain names only, so none leads out of the folder. */
    private static Path besides(Path copy, String library) {
        String name = copy.getFileName().toString();
        return copy.resolveSibling(
                name.substring(0, name.length() - "jar".length()) + library.substring("lib/".length()));
    }

    private void unpackLibraries(PluginJar plugin, Path copy) throws IOException {
        if (plugin.libraries().isEmpty()) {
            return;
        }
        long left = mostLibraryBytes;
        try (JarFile jar = new JarFile(copy.toFile(), false)) {
            for (String library : plugin.libraries()) {
                ZipEntry entry = jar.getEntry(library);
                try (InputStream in = jar.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(besides(copy, library))) {
                    left -= copyAtMost(left, in, out);
                }
            }
        }
    }

    private long copyAtMost(long most, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            copied += n;
            if (copied > most) {
                throw new IOException(
                        "the nested jars hold more than " + mostLibraryBytes + " bytes (expected: fewer libraries)");
            }
            out.write(buffer, 0, n);
        }
        return copied;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("work copy left behind until the next start path={} reason={}", file, e.toString());
        }
    }
}
