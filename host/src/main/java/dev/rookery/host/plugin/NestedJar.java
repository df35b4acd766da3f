package dev.rookery.host.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.pf4j.ManifestPluginDescriptorFinder;

/** What a jar in {@code lib/} says of itself. */
final class NestedJar {

    /** How many bytes of its manifest are looked at. */
    private static final int MANIFEST_BYTES = 65_536;

    private NestedJar() {}

    /**
     * The id of the plugin that it is: a copy of its classes hides those of the plugin that runs, and nothing in it has
     * ever been enabled.
     *
     * @return empty for what is no plugin; whether it is a jar at all is seen when its classes are needed
     */
    static Optional<String> plugin(JarFile jar, JarEntry library) {
        try (ZipInputStream nested = new ZipInputStream(jar.getInputStream(library))) {
            ZipEntry first = nested.getNextEntry();
            if (first != null && first.isDirectory()) {
                first = nested.getNextEntry(); // Its folder may come before the manifest, nothing else.
            }
            if (first == null || !first.getName().equals(JarFile.MANIFEST_NAME)) {
                return Optional.empty();
            }
            byte[] text = nested.readNBytes(MANIFEST_BYTES);
            Attributes manifest = new Manifest(new ByteArrayInputStream(text)).getMainAttributes();
            return Optional.ofNullable(manifest.getValue(ManifestPluginDescriptorFinder.PLUGIN_ID))
                    .map(id -> id.length() > ManifestReader.LONGEST_ATTRIBUTE ? "?" : id);
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
