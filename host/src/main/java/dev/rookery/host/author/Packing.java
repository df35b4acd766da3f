package dev.rookery.host.author;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a jar of a folder of classes: entries sorted and without times, the manifest first. */
final class Packing {

    /** The first moment that a zip can tell, 1980, whatever the time zone. */
    private static final long NO_TIME = 315_619_200_000L;

    private Packing() {}

    static void of(PluginProject project, Path jar) throws IOException {
        Path part = jar.resolveSibling(jar.getFileName() + ".part");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(part))) {
            begin(out, JarFile.MANIFEST_NAME);
            project.manifest().write(out);
            for (Path file : files(project.classes())) {
                String name = project.classes().relativize(file).toString().replace('\\', '/');
                if (!name.equals(JarFile.MANIFEST_NAME)) {
                    begin(out, name);
                    Files.copy(file, out);
                }
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void begin(ZipOutputStream out, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(NO_TIME);
        out.putNextEntry(entry);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
