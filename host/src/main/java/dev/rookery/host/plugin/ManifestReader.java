package dev.rookery.host.plugin;

import dev.rookery.api.plugin.ApiVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import org.pf4j.ManifestPluginDescriptorFinder;

/** What a plugin's manifest says; what is wrong with an attribute is told when it is asked for. */
final class ManifestReader {

    /** Most characters of what a manifest says of the plugin in one attribute; more make it INVALID. */
    static final int LONGEST_ATTRIBUTE = 1_000;

    /**
     * {@code plugins.directory} in the configuration is no settings of a plugin and {@code limits.all} no limits of
     * one; permission nodes that begin with {@code rookery} are the host's own.
     */
    private static final Set<String> RESERVED_IDS = Set.of("directory", "all", "rookery");

    private final Attributes manifest;
    private final Consumer<String> problems;

    ManifestReader(Attributes manifest, Consumer<String> problems) {
        this.manifest = manifest;
        this.problems = problems;
    }

    String id() {
        String value = required(ManifestPluginDescriptorFinder.PLUGIN_ID, "for example hello or my-org.hello");
        if (RESERVED_IDS.contains(value)) {
            problems.accept("Plugin-Id '" + value + "' is reserved for the host (expected: another)");
        } else if (!value.isEmpty() && !PluginJar.isId(value)) {
            problems.accept(
                    "Plugin-Id '" + value
                            + "' (expected: lower case letters and digits in words joined by '.' or '-', for example my-hello)");
        }
        return value;
    }

    String version() {
        String value = required(ManifestPluginDescriptorFinder.PLUGIN_VERSION, "for example 1.0.0");
        if (!value.isEmpty() && !VersionRange.isVersion(value)) {
            problems.accept(
                    "Plugin-Version '" + value + "' (expected: three numbers as in semantic versioning, 1.0.0)");
        }
        return value;
    }

    /** Why the plugin does not go with this host; empty if it does. */
    Optional<String> incompatibility() {
        String value = optional(ManifestPluginDescriptorFinder.PLUGIN_REQUIRES);
        try {
            return value.isEmpty() || VersionRange.required(value).contains(ApiVersion.current())
                    ? Optional.empty()
                    : Optional.of("Plugin-Requires " + value + ", and this host has API version " + ApiVersion.current()
                            + " (expected: a build of the plugin for this version)");
        } catch (IllegalArgumentException e) {
            problems.accept("Plugin-Requires " + e.getMessage());
            return Optional.empty();
        }
    }

    void requireNoClassPath() {
        if (manifest.containsKey(Attributes.Name.CLASS_PATH)) {
            problems.accept("Class-Path in the manifest (expected: none; libraries go into the jar as lib/<name>.jar)");
        }
    }

    String pluginClass() {
        return required(ManifestPluginDescriptorFinder.PLUGIN_CLASS, "the class that implements BotPlugin");
    }

    String description() {
        return optional(ManifestPluginDescriptorFinder.PLUGIN_DESCRIPTION);
    }

    List<Dependency> dependencies() {
        try {
            return Dependency.parseAll(optional(ManifestPluginDescriptorFinder.PLUGIN_DEPENDENCIES));
        } catch (IllegalArgumentException e) {
            problems.accept("Plugin-Dependencies " + e.getMessage());
            return List.of();
        }
    }

    private String required(String name, String expected) {
        String value = optional(name);
        if (manifest.getValue(name) == null || manifest.getValue(name).isBlank()) {
            problems.accept("no " + name + " in the manifest (expected: " + expected + ")");
        }
        return value;
    }

    private String optional(String name) {
        String value = manifest.getValue(name);
        if (value == null) {
            return "";
        }
        if (value.length() > LONGEST_ATTRIBUTE) {
            problems.accept(
                    name + " of " + value.length() + " characters (expected: at most " + LONGEST_ATTRIBUTE + ")");
            return "";
        }
        return value.strip();
    }
}
