package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginCatalogTest {

    @TempDir
    private Path directory;

    @Test
    void tellsEveryFileWithoutRunningAny() throws Exception {
        TestJar.plugin("a").onEnable("System.exit(1);").writeTo(directory, "a.JAR");
        TestJar.plugin("b").version("1").writeTo(directory, "b.jar");
        TestJar.plugin("c").writeTo(directory, "c.jar.part");
        Files.createDirectory(directory.resolve("folder.jar"));
        assertThat(PluginCatalog.scan(directory).statuses())
                .extracting(PluginStatus::toString)
                .containsExactly(
                        "a.JAR: DISCOVERED",
                        "b.jar: INVALID: Plugin-Version '1' (expected: three numbers as in semantic versioning, 1.0.0)");
    }

    @Test
    void asManyNestedJarsAsAllowedAreFine() throws Exception {
        TestJar jar = TestJar.plugin("a");
        for (int i = 0; i < JarInspector.MOST_LIBRARIES; i++) {
            jar.entry("lib/" + i + ".jar", "x");
        }
        jar.writeTo(directory, "a.jar");
        assertThat(PluginCatalog.scan(directory).statuses())
                .extracting(PluginStatus::toString)
                .containsExactly("a.jar: DISCOVERED");
    }

    @Test
    void missingDirectoryIsAWarning() throws Exception {
        PluginCatalog catalog = PluginCatalog.scan(directory.resolve("none"));
        assertThat(catalog.statuses()).isEmpty();
        assertThat(catalog.warnings()).singleElement().asString().contains("none: no such directory");
    }

    @Test
    void damagedJarsAreToldWhateverTheDamage() throws Exception {
        byte[] good = TestJar.plugin("a")
                .dependsOn("b@>=1.0.0")
                .manifest("Plugin-Requires", ">=0.1.0")
                .bytes();
        Random random = new Random(4711);
        for (int round = 0; round < 200; round++) {
            byte[] damaged = good.clone();
            for (int i = 0; i <= round % 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Files.write(directory.resolve("a.jar"), damaged);
            assertThat(PluginCatalog.scan(directory).statuses())
                    .as("round %s", round)
                    .hasSize(1);
        }
    }
}
