package dev.rookery.host.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Hostile plugins, one for each fault that a plugin can have. Their sources lie with the benchmarks, which let them
 * loose as well; each has the priority 10, so that it gets every message before a neighbour with the usual one.
 */
final class Zoo {

    private static final Path SOURCES = Path.of("bench", "src", "main", "resources", "zoo");

    private Zoo() {}

    /** The jar of one; its id is its name in lower case. */
    static TestJar animal(String name) {
        try {
            return TestJar.plugin(name.toLowerCase(Locale.ROOT))
                    .manifest("Plugin-Class", "zoo." + name)
                    .sourceOf("zoo." + name, Files.readString(SOURCES.resolve(name + ".java")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
