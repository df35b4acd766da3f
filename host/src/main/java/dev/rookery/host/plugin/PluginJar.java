package dev.rookery.host.plugin;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A jar that passed inspection, and what it says of itself.
 *
 * @param file where it lies in the plugin directory
 * @param sha256 of the file that was inspected, in hexadecimal
 * @param info id, version and description
 * @param pluginClass the class that implements {@code BotPlugin}; it is in the jar
 * @param dependencies the plugins it names
 * @param extensions the classes in PF4J's extension index, sorted
 * @param libraries the nested jars, by entry name: {@code lib/<name>.jar}
 * @param warnings what is unwise but harmless
 */
record PluginJar(
        Path file,
        String sha256,
        PluginInfo info,
        String pluginClass,
        List<Dependency> dependencies,
        List<String> extensions,
        List<String> libraries,
        List<String> warnings) {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+)*");

    PluginJar {
        dependencies = List.copyOf(dependencies);
        extensions = List.copyOf(extensions);
        libraries = List.copyOf(libraries);
        warnings = List.copyOf(warnings);
    }

    /** A plugin of the class path, which nobody inspected and which brings nothing along. */
    static PluginJar ofClass(PluginInfo info, Class<? extends BotPlugin> type) {
        if (!isId(info.id())) {
            throw new IllegalArgumentException("plugin id '" + info.id() + "' (expected: as in a manifest, my-plugin)");
        }
        String name = type.getName();
        return new PluginJar(Path.of(name), "", info, name, List.of(), List.of(), List.of(), List.of());
    }

    boolean isOfClass() {
        return sha256.isEmpty();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    String id() {
        return info.id();
    }

    boolean isHigherThan(PluginJar other) {
        return VersionRange.compare(info.version(), other.info.version()) > 0;
    }

    /** Which of two jars of one plugin is used: the higher version, and of the same version the first by name. */
    static PluginJar higher(PluginJar one, PluginJar other) {
        boolean first = one.file.compareTo(other.file) < 0;
        return one.isHigherThan(other) || (first && !other.isHigherThan(one)) ? one : other;
    }

    /** Where a jar stands in whose place another one of the same plugin is used. */
    PluginStatus displacedBy(PluginJar used) {
        return status(
                PluginState.INVALID,
                "Plugin-Id '" + id() + "' is in " + file.getFileName() + " (" + info.version() + ") and "
                        + used.file.getFileName() + " (" + used.info.version() + "), and the latter is used (expected:"
                        + " one jar per id)");
    }

    PluginStatus status(PluginState state, String reason) {
        return new PluginStatus(info.id(), info.version(), file, state, reason);
    }
}
