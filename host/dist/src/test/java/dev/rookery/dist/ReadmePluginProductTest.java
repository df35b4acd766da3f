package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin that the README shows: compiled, packed and dropped in as it says, beside the plugins of the product. */
class ReadmePluginProductTest {

    @TempDir
    Path folder;

    /** The fenced block that contains the words; between two fences stands a block, then prose, then a block. */
    private static String block(String readme, String containing) {
        String[] parts = readme.split("```");
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].contains(containing)) {
                return parts[i].substring(parts[i].indexOf('\n') + 1);
            }
        }
        throw new AssertionError("no block with " + containing);
    }

    private Path compiled(Product product, String source) throws IOException {
        Path file = Files.writeString(folder.resolve("GreeterPlugin.java"), source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        StringBuilder path = new StringBuilder();
        try (Stream<Path> jars = Files.list(product.home().resolve("lib"))) {
            jars.forEach(jar -> path.append(jar).append(File.pathSeparator));
        }
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", path.toString(), "-d", classes.toString(), file.toString());
        assertThat(result).isZero();
        return classes.resolve("example");
    }

    private void pack(Path jar, Path classes, String manifest) throws IOException {
        Path text = Files.writeString(folder.resolve("manifest.txt"), "Manifest-Version: 1.0\n" + manifest);
        try (InputStream in = Files.newInputStream(text);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest(in));
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                out.putNextEntry(new JarEntry("example/" + file.getFileName()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    @Test
    void thePluginOfTheReadmeWorksBesideTheOthers() throws Exception {
        Product product = Product.unpack(folder);
        String readme = Files.readString(product.home().resolve("README.md"));
        Path classes = compiled(product, block(readme, "class GreeterPlugin"));
        pack(product.home().resolve("plugins/greeter.jar"), classes, block(readme, "Plugin-Id: greeter"));

        try (Running demo = product.start(folder, "demo", "--page-port", "0", "--line-port", "0")) {
            String ready = demo.awaitLine("rookery ready in ");
            assertThat(ready).contains("plugins=3");
            try (Terminal terminal = new Terminal(Running.value(ready, "line"))) {
                assertThat(terminal.type("good morning\n").read()).startsWith("Good morning, ");
                assertThat(terminal.type("roll\n").read()).startsWith("You rolled ");
                assertThat(terminal.type("anything else\n").read()).isEqualTo("anything else");
            }
            demo.terminate();
            demo.exitCode();
            assertThat(demo.err()).doesNotContain("WARN", "ERROR");
        }
    }
}
