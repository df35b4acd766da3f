package dev.rookery.host.plugin;

import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.text.FileTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.processor.ExtensionStorage;

/**
 * Looks into one jar without running any of it and tells everything that is wrong at once. What passes here does not
 * trip PF4J, which gives up on all plugins when one manifest is broken. Made for one file, used once.
 */
final class JarInspector {

    /** Most nested jars in one plugin; more make it INVALID. */
    static final int MOST_LIBRARIES = 256;

    /** Most bytes of the manifest and of the extension index, each; more make it INVALID. */
    static final int LONGEST_TEXT = 1 << 20;

    /** Most bytes of the jar, all of which are read, and copied when the plugin is loaded; more make it INVALID. */
    static final long MOST_BYTES = 512L << 20;

    /** Most entries: as many as a zip file of the old kind can have; more make it INVALID. */
    static final int MOST_ENTRIES = 65_535;

    /** Most bytes of the classes that are looked at, unpacked; more make it INVALID. */
    static final long MOST_CLASS_BYTES = 256L << 20;

    private static final String EXTENSION_INDEX = "META-INF/extensions.idx";
    private static final Pattern LIBRARY = Pattern.compile("lib/[A-Za-z0-9_][\\w.+~-]*\\.jar");

    private final Path file;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> libraries = new ArrayList<>();
    private final int mostEntries;
    private final long mostClassBytes;
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
            if (Files.size(file) > MOST_BYTES) { // of which the disk may hold next to nothing
                problems.add(Files.size(file) + " bytes (expected: at most " + MOST_BYTES + ")");
                return refused(PluginState.INVALID);
            }
            String sha256 = Sha256.whileCopying(in, OutputStream.nullOutputStream());
            JarEntry entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
            if (entry == null) {
                problems.add("no META-INF/MANIFEST.MF (expected: a manifest with Plugin-Id, Plugin-Version and "
                        + "Plugin-Class)");
                return refused(PluginState.INVALID);
            }
            Manifest manifest = new Manifest(text(jar, entry));
            PluginJar plugin = read(jar, new ManifestReader(manifest.getMainAttributes(), problems::add), sha256);
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

    private PluginJar read(JarFile jar, ManifestReader manifest, String sha256) throws IOException {
        id = manifest.id();
        version = manifest.version();
        incompatible = manifest.incompatibility().orElse(null);
        manifest.requireNoClassPath();
        String pluginClass = manifest.pluginClass();
        if (!pluginClass.isEmpty() && jar.getEntry(pluginClass.replace('.', '/') + ".class") == null) {
            problems.add(
                    "Plugin-Class " + pluginClass + " is not in the jar (expected: the full name of a class in it)");
        }
        entries(jar);
        return new PluginJar(
                file,
                sha256,
                new PluginInfo(id, version, manifest.description()),
                pluginClass,
                manifest.dependencies(),
                extensions(jar),
                libraries,
                warnings);
    }

    private void entries(JarFile jar) throws IOException {
        if (jar.size() > mostEntries) {
            problems.add(jar.size() + " entries (expected: at most " + mostEntries
                    + "; libraries go into the jar as lib/<name>.jar)");
            return;
        }
        ClassInspector classes = new ClassInspector(mostClassBytes, problems::add, warnings::add);
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            String name = entry.getName();
            if (name.startsWith("lib/") && name.toLowerCase(Locale.ROOT).endsWith(".jar")) {
                library(jar, entry);
            } else if (name.endsWith(".class")) {
                try (InputStream in = jar.getInputStream(entry)) {
                    if (!classes.look(name, in)) {
                        return;
                    }
                }
            }
        }
        classes.tell();
        if (libraries.size() > MOST_LIBRARIES) {
            problems.add(libraries.size() + " nested jars in lib/ (expected: at most " + MOST_LIBRARIES + ")");
        }
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
}
