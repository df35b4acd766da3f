package dev.rookery.host.plugin;

import dev.rookery.api.plugin.ApiVersion;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.guard.ExitScan;
import dev.rookery.host.text.FileTrouble;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.processor.ExtensionStorage;

/**
 * Looks into one jar without running any of it and tells everything that is wrong at once. What passes here does not
 * trip PF4J, which gives up on all plugins when one manifest is broken. Made for one file, used once.
 */
final class JarInspector {

    /** Most nested jars in one plugin; more make it INVALID. */
    static final int MOST_LIBRARIES = 256;

    /** Most characters of what a manifest says of the plugin in one attribute; more make it INVALID. */
    static final int LONGEST_ATTRIBUTE = 1_000;

    /** Most bytes of the manifest and of the extension index, each; more make it INVALID. */
    static final int LONGEST_TEXT = 1 << 20;

    /** Most entries: as many as a zip file of the old kind can have; more make it INVALID. */
    static final int MOST_ENTRIES = 65_535;

    /** Most bytes of the classes that are looked at, unpacked; more make it INVALID. */
    static final long MOST_CLASS_BYTES = 256L << 20;

    /**
     * {@code plugins.directory} in the configuration is no settings of a plugin and {@code limits.all} no limits of
     * one; permission nodes that begin with {@code rookery} are the host's own.
     */
    private static final Set<String> RESERVED_IDS = Set.of("directory", "all", "rookery");

    private static final String EXTENSION_INDEX = "META-INF/extensions.idx";
    private static final Pattern LIBRARY = Pattern.compile("lib/[A-Za-z0-9_][\\w.+~-]*\\.jar");

    private final Path file;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> libraries = new ArrayList<>();
    private final int mostEntries;
    private final long mostClassBytes;
    private long classBytes;
    private String id = "";
    private String version = "";
    private @Nullable String incompatible;

    private JarInspector(Path file, int mostEntries, long mostClassBytes) {
        this.file = file;
        this.mostEntries = mostEntries;
        this.mostClassBytes = mostClassBytes;
    }

    static Inspection inspect(Path file) {
        return inspect(file, MOST_ENTRIES, MOST_CLASS_BYTES);
    }

    static Inspection inspect(Path file, int mostEntries, long mostClassBytes) {
        return new JarInspector(file, mostEntries, mostClassBytes).inspect();
    }

    private Inspection inspect() {
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".jar")) {
            problems.add("zip files are not loaded (expected: a jar, its libraries inside as lib/<name>.jar)");
            return refused(PluginState.INVALID);
        }
        // Signatures are checked by the class loader, class by class, not here.
        try (InputStream in = Files.newInputStream(file);
                JarFile jar = new JarFile(file.toFile(), false)) {
            String sha256 = Sha256.whileCopying(in, OutputStream.nullOutputStream());
            JarEntry entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                problems.add("no META-INF/MANIFEST.MF (expected: a manifest with Plugin-Id, Plugin-Version and "
                        + "Plugin-Class)");
                return refused(PluginState.INVALID);
            }
            Manifest manifest = new Manifest(text(jar, entry));
            PluginJar plugin = read(jar, manifest.getMainAttributes(), sha256);
            if (!problems.isEmpty()) {
                return refused(PluginState.INVALID);
            }
            return incompatible == null ? new Inspection.Accepted(plugin) : refused(PluginState.INCOMPATIBLE);
        } catch (IOException | RuntimeException | StackOverflowError e) { // the parsers in here meet anything
            String reason = e instanceof IOException trouble
                    ? FileTrouble.of(trouble)
                    : e.getMessage() == null ? e.toString() : e.getMessage();
            problems.add("not a readable jar: " + reason + " (expected: a complete zip file with a manifest)");
            return refused(PluginState.INVALID);
        }
    }

    /** Of an entry that says how long it is nothing is believed: all of it must fit into the memory of the host. */
    private static InputStream text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
            if (bytes.length > LONGEST_TEXT) {
                throw new IOException(entry.getName() + " has more than " + LONGEST_TEXT + " bytes");
            }
            return new ByteArrayInputStream(bytes);
        }
    }

    private Inspection refused(PluginState state) {
        List<String> reasons = new ArrayList<>(problems);
        if (incompatible != null) {
            reasons.add(incompatible);
        }
        return new Inspection.Refused(new PluginStatus(id, version, file, state, String.join("; ", reasons)));
    }

    private PluginJar read(JarFile jar, Attributes manifest, String sha256) throws IOException {
        id = id(manifest);
        version = version(manifest);
        requires(manifest);
        if (manifest.containsKey(Attributes.Name.CLASS_PATH)) {
            problems.add("Class-Path in the manifest (expected: none; libraries go into the jar as lib/<name>.jar)");
        }
        String pluginClass = pluginClass(jar, manifest);
        entries(jar);
        return new PluginJar(
                file,
                sha256,
                new PluginInfo(id, version, optional(manifest, ManifestPluginDescriptorFinder.PLUGIN_DESCRIPTION)),
                pluginClass,
                dependencies(manifest),
                extensions(jar),
                libraries,
                warnings);
    }

    private String id(Attributes manifest) {
        String value =
                required(manifest, ManifestPluginDescriptorFinder.PLUGIN_ID, "for example hello or my-org.hello");
        if (RESERVED_IDS.contains(value)) {
            problems.add("Plugin-Id '" + value + "' is reserved for the host (expected: another)");
        } else if (!value.isEmpty() && !PluginJar.isId(value)) {
            problems.add(
                    "Plugin-Id '" + value
                            + "' (expected: lower case letters and digits in words joined by '.' or '-', for example my-hello)");
        }
        return value;
    }

    private String version(Attributes manifest) {
        String value = required(manifest, ManifestPluginDescriptorFinder.PLUGIN_VERSION, "for example 1.0.0");
        if (!value.isEmpty() && !VersionRange.isVersion(value)) {
            problems.add("Plugin-Version '" + value + "' (expected: three numbers as in semantic versioning, 1.0.0)");
        }
        return value;
    }

    private void requires(Attributes manifest) {
        String value = optional(manifest, ManifestPluginDescriptorFinder.PLUGIN_REQUIRES);
        if (value.isEmpty()) {
            return;
        }
        try {
            if (!VersionRange.required(value).contains(ApiVersion.current())) {
                incompatible = "Plugin-Requires " + value + ", and this host has API version " + ApiVersion.current()
                        + " (expected: a build of the plugin for this version)";
            }
        } catch (IllegalArgumentException e) {
            problems.add("Plugin-Requires " + e.getMessage());
        }
    }

    private String pluginClass(JarFile jar, Attributes manifest) {
        String value =
                required(manifest, ManifestPluginDescriptorFinder.PLUGIN_CLASS, "the class that implements BotPlugin");
        if (!value.isEmpty() && jar.getEntry(value.replace('.', '/') + ".class") == null) {
            problems.add("Plugin-Class " + value + " is not in the jar (expected: the full name of a class in it)");
        }
        return value;
    }

    private List<Dependency> dependencies(Attributes manifest) {
        try {
            return Dependency.parseAll(optional(manifest, ManifestPluginDescriptorFinder.PLUGIN_DEPENDENCIES));
        } catch (IllegalArgumentException e) {
            problems.add("Plugin-Dependencies " + e.getMessage());
            return List.of();
        }
    }

    private void entries(JarFile jar) throws IOException {
        if (jar.size() > mostEntries) {
            problems.add(jar.size() + " entries (expected: at most " + mostEntries
                    + "; libraries go into the jar as lib/<name>.jar)");
            return;
        }
        Set<String> ignored = new TreeSet<>();
        Set<String> exits = new TreeSet<>();
        Set<String> forbidden = new TreeSet<>();
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            String name = entry.getName();
            if (name.startsWith("lib/") && name.toLowerCase(Locale.ROOT).endsWith(".jar")) {
                library(jar, entry);
            } else if (name.endsWith(".class")) {
                String className = name.replace('/', '.');
                if (className.startsWith("org.pf4j.")) {
                    forbidden.add(name);
                }
                PluginClassFilter.PACKAGES.stream()
                        .filter(className::startsWith)
                        .forEach(ignored::add);
                try (InputStream in = new Metered(jar.getInputStream(entry))) {
                    ExitScan.find(in).ifPresent(call -> exits.add(name + " calls " + call));
                } catch (EOFException cutOff) {
                    warnings.add(name + " is cut off (expected: a complete class file)");
                } catch (TooLarge e) {
                    problems.add(name + " and the classes before it have more than " + mostClassBytes
                            + " bytes (expected: fewer; libraries go into the jar as lib/<name>.jar)");
                    return;
                }
            }
        }
        if (!forbidden.isEmpty()) {
            problems.add("contains " + first(forbidden)
                    + " (expected: no classes in org.pf4j, they come from the host; depend on them as provided)");
        }
        if (!ignored.isEmpty()) {
            warnings.add("bundles classes of " + String.join("* and ", ignored)
                    + "* which are ignored, they come from the host (expected: depend on them as provided)");
        }
        if (!exits.isEmpty()) {
            warnings.add(first(exits) + ", which ends the host and all its plugins (expected: no such call)");
        }
        if (libraries.size() > MOST_LIBRARIES) {
            problems.add(libraries.size() + " nested jars in lib/ (expected: at most " + MOST_LIBRARIES + ")");
        }
    }

    private static String first(Collection<String> names) {
        String rest = names.size() > 1 ? " and " + (names.size() - 1) + " more" : "";
        return names.iterator().next() + rest;
    }

    private void library(JarFile jar, JarEntry entry) {
        String name = entry.getName();
        if (LIBRARY.matcher(name).matches()) {
            libraries.add(name);
            if (libraries.size() <= MOST_LIBRARIES) {
                NestedJar.plugin(jar, entry)
                        .ifPresent(
                                plugin -> warnings.add(name + " is the plugin " + plugin + ", of which the running one"
                                        + " is not seen (expected: depend on it as provided, and name it in"
                                        + " Plugin-Dependencies)"));
            }
        } else {
            problems.add(
                    "nested jar '" + name + "' (expected: lib/<name>.jar, a name of letters, digits and . _ + ~ -)");
        }
    }

    private static List<String> extensions(JarFile jar) throws IOException {
        JarEntry index = jar.getJarEntry(EXTENSION_INDEX);
        Set<String> names = new TreeSet<>();
        if (index != null) {
            try (InputStreamReader reader = new InputStreamReader(text(jar, index), StandardCharsets.UTF_8)) {
                ExtensionStorage.read(reader, names);
            }
        }
        return List.copyOf(names);
    }

    private String required(Attributes manifest, String name, String expected) {
        String value = optional(manifest, name);
        if (manifest.getValue(name) == null || manifest.getValue(name).isBlank()) {
            problems.add("no " + name + " in the manifest (expected: " + expected + ")");
        }
        return value;
    }

    private String optional(Attributes manifest, String name) {
        String value = manifest.getValue(name);
        if (value == null) {
            return "";
        }
        if (value.length() > LONGEST_ATTRIBUTE) {
            problems.add(name + " of " + value.length() + " characters (expected: at most " + LONGEST_ATTRIBUTE + ")");
            return "";
        }
        return value.strip();
    }

    /** There is more than is looked at. */
    private static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;
    }

    /** A class file, read in pieces; packed ones may be so large that the inspection would not end. */
    private final class Metered extends FilterInputStream {

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            classBytes += Math.max(0, count);
            if (classBytes > mostClassBytes) {
                throw new TooLarge();
            }
            return count;
        }
    }
}
