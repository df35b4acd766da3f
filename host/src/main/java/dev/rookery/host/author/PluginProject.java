package dev.rookery.host.author;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * The project that somebody writes a plugin in: a folder with a {@code pom.xml} and, once it was compiled, classes.
 *
 * @param id the plugin's id
 * @param classes where the compiler puts what goes into the jar
 * @param entries what the manifest of the jar says
 */
public record PluginProject(String id, Path classes, Map<String, String> entries) {

    private static final String ID = "Plugin-Id";

    /** Where the plugin parent takes the entries from. */
    private static final Map<String, String> PROPERTIES = Map.of(
            ID,
            "rookery.plugin.id",
            "Plugin-Class",
            "rookery.plugin.class",
            "Plugin-Version",
            "rookery.plugin.version",
            "Plugin-Requires",
            "rookery.plugin.requires",
            "Plugin-Dependencies",
            "rookery.plugin.dependencies");

    /** Copies what it is given. */
    public PluginProject {
        entries = Map.copyOf(entries);
    }

    /**
     * Reads the POM, as far as the manifest depends on it: the properties {@code rookery.plugin.*} and the version.
     * What inherited properties say is not seen, hence a requirement is left out if it is inherited.
     *
     * @param folder the project's
     * @return what is known of it; its classes need not be there yet
     * @throws ProjectException if the folder holds no POM, or the POM names no plugin
     */
    public static PluginProject in(Path folder) throws ProjectException {
        Path file = folder.resolve("pom.xml");
        if (!Files.isRegularFile(file)) {
            throw new ProjectException(folder + ": no pom.xml (expected: the folder of a plugin's Maven project)");
        }
        Pom pom = Pom.read(file);
        Map<String, String> entries = new LinkedHashMap<>();
        PROPERTIES.forEach((entry, property) -> {
            String value = pom.property(property);
            if (!value.isEmpty()) {
                entries.put(entry, value);
            }
        });
        entries.putIfAbsent("Plugin-Version", pom.version());
        entries.put("Plugin-Description", pom.description());
        for (String required : new String[] {ID, "Plugin-Class"}) {
            if (!entries.containsKey(required)) {
                throw new ProjectException(file + ": no property " + PROPERTIES.get(required)
                        + " (expected: the properties that rookery-plugin-parent writes the manifest from)");
            }
        }
        return new PluginProject(Objects.requireNonNull(entries.get(ID)), folder.resolve("target/classes"), entries);
    }

    /** The manifest of the plugin's jar. */
    Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        entries.forEach(manifest.getMainAttributes()::putValue);
        return manifest;
    }

    /**
     * Packs the classes as they are now. The same classes make the same bytes.
     *
     * @param jar where to; replaced at once, so that nobody sees half of it
     * @throws IOException if the classes cannot be read, for example since the compiler is at it, or the jar not
     *     written
     */
    public void pack(Path jar) throws IOException {
        Packing.of(this, jar);
    }
}
