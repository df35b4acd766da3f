package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plugins as people wrote them for a version of the API: they still compile and still work. Each folder of
 * {@code src/test/samples} is named after such a version and holds the source of a plugin, its settings and a
 * conversation. With the release of that version the jar that was made of it, {@code sample.jar}, is put beside, and
 * from then on nothing in the folder changes: later hosts run that very jar, too. It finds what no comparison of
 * signatures does.
 */
class EarlierPluginsProductTest {

    private static final Path SAMPLES = Path.of("src/test/samples");

    @TempDir
    Path folder;

    static List<String> versions() throws IOException {
        try (Stream<Path> folders = Files.list(SAMPLES)) {
            return folders.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aPluginThatWasWrittenForItWorks(String version) throws Exception {
        Product product = Product.unpack(folder);
        Path sample = SAMPLES.resolve(version);
        Path classes = folder.resolve("classes");
        Page.compile(
                List.of(sample.resolve("SamplePlugin.java")),
                Page.jars(product.home().resolve("lib")),
                classes);
        Path compiled = folder.resolve("compiled.jar");
        Packing.pack(
                compiled,
                classes,
                Map.of(
                        "Plugin-Id",
                        "sample",
                        "Plugin-Class",
                        "sample.SamplePlugin",
                        "Plugin-Version",
                        "1.0.0",
                        "Plugin-Requires",
                        ">=" + version + ".0 & <1.0.0"),
                name -> true);
        answers(product, sample, compiled);

        Path released = sample.resolve("sample.jar");
        if (Files.exists(released)) {
            answers(product, sample, released);
        }
    }

    private void answers(Product product, Path sample, Path jar) throws Exception {
        Path home = Files.createTempDirectory(folder, "home");
        Files.copy(jar, Files.createDirectories(home.resolve("plugins")).resolve("sample.jar"));
        Files.copy(sample.resolve("rookery.yml"), home.resolve("rookery.yml"));
        try (Running host = product.start(home, "run")) {
            String ready = host.awaitLine("rookery ready in ");
            try (Terminal terminal = new Terminal(Running.value(ready, "line"))) {
                terminal.hold(Files.readString(sample.resolve("conversation.txt")));
            }
            host.terminate();
            host.exitCode();
            assertThat(host.err()).contains("sample says goodbye").doesNotContain("WARN", "ERROR");
        }
    }
}
