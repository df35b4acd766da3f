package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkCopiesTest {

    @TempDir
    private Path root;

    private Path work;
    private WorkCopies copies;

    @BeforeEach
    void prepare() throws IOException {
        work = root.resolve("work");
        copies = new WorkCopies(work, 100);
        copies.prepare();
    }

    private PluginJar inspected(TestJar jar) {
        return ((Inspection.Accepted) JarInspector.inspect(jar.writeTo(root, "x.jar"))).jar();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> work.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyCopyHasItsOwnName() throws Exception {
        PluginJar jar = inspected(TestJar.plugin("x"));
        Path first = copies.copy(jar).file();
        Path second = copies.copy(jar).file();
        assertThat(first.getFileName().toString()).isEqualTo("x-" + jar.sha256().substring(0, 12) + "-1.jar");
        assertThat(second.getFileName().toString())
                .isEqualTo("x-" + jar.sha256().substring(0, 12) + "-2.jar");
        assertThat(first).hasSameBinaryContentAs(jar.file());
    }

    @Test
    void nestedJarsLieBesideTheCopyAndGoWithIt() throws Exception {
        LoadedPlugin.Origin.Copy copy = copies.copy(inspected(TestJar.plugin("x")
                .entry("lib/b.jar", "bb")
                .entry("lib/a-1.0.jar", "a")
                .entry("lib/readme.txt", "no")));
        assertThat(copy.libraries())
                .extracting(library -> library.getFileName().toString())
                .satisfiesExactly(
                        name -> assertThat(name).matches("x-[0-9a-f]{12}-1\\.a-1\\.0\\.jar"),
                        name -> assertThat(name).matches("x-[0-9a-f]{12}-1\\.b\\.jar"));
        assertThat(copy.libraries().get(1)).hasContent("bb");
        copies.delete(copy);
        assertThat(files()).isEmpty();
    }

    @Test
    void jarThatChangedSinceItsInspectionIsNotLoaded() throws Exception {
        PluginJar jar = inspected(TestJar.plugin("x"));
        TestJar.plugin("x").version("2.0.0").writeTo(root, "x.jar");
        assertThatThrownBy(() -> copies.copy(jar))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changed while");
        assertThat(files()).isEmpty();
    }

    @Test
    void nestedJarsAreBoundedTogether() throws Exception {
        TestJar atTheLimit =
                TestJar.plugin("x").entry("lib/a.jar", new byte[60]).entry("lib/b.jar", new byte[40]);
        copies.delete(copies.copy(inspected(atTheLimit)));
        PluginJar aboveIt = inspected(atTheLimit.entry("lib/c.jar", new byte[1]));
        assertThatThrownBy(() -> copies.copy(aboveIt))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 100 bytes");
        assertThat(files()).isEmpty();
    }

    @Test
    void leftoversAreDeletedAtStartAndForeignFilesAreNot() throws Exception {
        copies.copy(inspected(TestJar.plugin("x").entry("lib/a.jar", "a")));
        Files.writeString(work.resolve("notes.jar"), "mine");
        new WorkCopies(work, 100).prepare();
        assertThat(files()).containsExactly("notes.jar");
    }
}
