package dev.rookery.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the one jar that a build made, whatever its version. */
final class JarPattern {

    private static final Pattern BESIDE = Pattern.compile(".*-(sources|javadoc|tests|test-sources)\\.jar|original-.*");

    private JarPattern() {}

    /**
     * The one file that a pattern names.
     *
     * @param folder what it is relative to
     * @param pattern a path; its last name may hold {@code *}
     * @throws IllegalArgumentException if there is none or more than one, with what there is
     */
    static Path resolve(Path folder, String pattern) {
        int slash = pattern.lastIndexOf('/');
        Path directory =
                folder.resolve(slash < 0 ? "" : pattern.substring(0, slash)).toAbsolutePath();
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, pattern.substring(slash + 1))) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        found.removeIf(file -> BESIDE.matcher(file.getFileName().toString()).matches());
        if (found.size() != 1) {
            throw new IllegalArgumentException("jar \"" + pattern + "\" is " + (found.isEmpty() ? "not there" : found)
                    + " (expected: one file in " + directory
                    + "; a test from the jar runs after package, as an integration test)");
        }
        return found.get(0);
    }
}
