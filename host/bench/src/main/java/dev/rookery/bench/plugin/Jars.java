package dev.rookery.bench.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Makes plugin jars from sources. Needs a JDK. */
final class Jars {

    private Jars() {}

    /** The source of one of the hostile plugins in the folder {@code zoo} of this jar. */
    static String animal(String name) throws IOException {
        try (InputStream in = Jars.class.getResourceAsStream("/zoo/" + name + ".java")) {
            if (in == null) {
                throw new IOException("no animal " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /**
     * Compiles one class.
     *
     * @return the class files by their names in a jar
     */
    static Map<String, byte[]> compile(String className, String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("no compiler (expected: a JDK)");
        }
        Path output = Files.createTempDirectory("bench-classes");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            Text text = new Text(className, source);
            List<String> options = List.of("-nowarn", "-proc:none", "--release", "17");
            if (!compiler.getTask(null, files, null, options, null, List.of(text))
                    .call()) {
                throw new IOException(className + " does not compile");
            }
            Map<String, byte[]> classes = new LinkedHashMap<>();
            try (Stream<Path> tree = Files.walk(output)) {
                for (Path path : tree.filter(Files::isRegularFile).toList()) {
                    classes.put(output.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
                }
            }
            return classes;
        } finally {
            delete(output);
        }
    }

    /** Writes a plugin's jar. */
    static void write(Path jar, String id, String version, String pluginClass, Map<String, byte[]> entries)
            throws IOException {
        Path next = jar.resolveSibling(jar.getFileName() + ".part");
        try (OutputStream file = Files.newOutputStream(next);
                JarOutputStream out = new JarOutputStream(file)) {
            put(
                    out,
                    "META-INF/MANIFEST.MF",
                    ("Manifest-Version: 1.0\nPlugin-Id: " + id + "\nPlugin-Version: " + version + "\nPlugin-Class: "
                                    + pluginClass + "\n\n")
                            .getBytes(UTF_8));
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                put(out, entry.getKey(), entry.getValue());
            }
        }
        Files.move(next, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(String className, String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = Objects.requireNonNull(text);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
