package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugins that the README shows: compiled, packed and dropped in as it says, beside the plugins of the product. */
class ReadmePluginProductTest {

    @TempDir
    Path folder;

    /** The fenced blocks; between two fences stands a block, then prose, then a block. */
    private static List<String> blocks(Product product, String readme) throws IOException {
        String[] parts = Files.readString(product.home().resolve(readme)).split("```");
        List<String> blocks = new ArrayList<>();
        for (int i = 1; i < parts.length; i += 2) {
            blocks.add(parts[i].substring(parts[i].indexOf('\n') + 1));
        }
        return blocks;
    }

    private static String block(Product product, String containing) throws IOException {
        return blocks(product, "README.md").stream()
                .filter(block -> block.contains(containing))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no block with " + containing));
    }

    private Path compiled(Product product, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), block(product, "class " + name));
        Path classes = Files.createDirectories(folder.resolve(name));
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
    void thePluginsOfTheReadmeWorkBesideTheOthers() throws Exception {
        Product product = Product.unpack(folder);
        String manifest = block(product, "Plugin-Id: greeter");
        Path classes = compiled(product, "GreeterPlugin");
        pack(product.home().resolve("plugins/greeter.jar"), classes, manifest);
        pack(
                product.home().resolve("plugins/doorkeeper.jar"),
                compiled(product, "DoorkeeperPlugin"),
                manifest.replace("greeter", "doorkeeper").replace("Greeter", "Doorkeeper"));

        try (Running demo = product.start(folder, "demo", "--page-port", "0", "--line-port", "0")) {
            String ready = demo.awaitLine("rookery ready in ");
            assertThat(ready).contains("plugins=4");
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

    @Test
    void theChineseReadmeShowsTheSameBlocks() throws Exception {
        Product product = Product.unpack(folder);
        assertThat(blocks(product, "README.zh-CN.md"))
                .isNotEmpty()
                .containsExactlyElementsOf(blocks(product, "README.md"));
    }
}
