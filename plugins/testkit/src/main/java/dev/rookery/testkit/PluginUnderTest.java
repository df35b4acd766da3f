package dev.rookery.testkit;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.author.PluginProject;
import dev.rookery.host.author.ProjectException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Where a plugin comes from. */
sealed interface PluginUnderTest {

    /** Who it is. */
    PluginInfo info();

    /**
     * From the class path, in the test's own class loader.
     *
     * @param info with a version that no release has
     * @param type the class that the manifest would name
     */
    record FromClass(PluginInfo info, Class<? extends BotPlugin> type) implements PluginUnderTest {}

    /**
     * From its jar.
     *
     * @param info as its manifest says
     * @param file the jar
     */
    record FromJar(PluginInfo info, Path file) implements PluginUnderTest {}

    static PluginUnderTest ofClass(String id, Class<? extends BotPlugin> type) {
        return new FromClass(new PluginInfo(id, "0.0.0", ""), type);
    }

    /** Reads no more than the host needs to be asked for the plugin; whether the jar is in order, the host says. */
    static PluginUnderTest ofJar(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
            return new FromJar(
                    new PluginInfo(
                            attribute(attributes, "Plugin-Id"),
                            attribute(attributes, "Plugin-Version"),
                            attribute(attributes, "Plugin-Description")),
                    file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage() + " (expected: a plugin jar)", e);
        }
    }

    private static String attribute(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        return value == null ? "" : value;
    }

    /**
     * The id for a class: what the POM of the module says if the class is the plugin's there; else the usual one,
     * {@code link-title} for {@code LinkTitlePlugin}.
     *
     * @param module the folder of the POM
     */
    static String idOf(Class<?> type, Path module) {
        try {
            PluginProject project = PluginProject.in(module);
            if (type.getName().equals(project.entries().get("Plugin-Class"))) {
                return project.id();
            }
        } catch (ProjectException noPluginsPom) {
            return usualId(type);
        }
        return usualId(type);
    }

    private static String usualId(Class<?> type) {
        String name = type.getSimpleName().replaceFirst("(?<=.)(Plugin|Bot)$", "");
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
