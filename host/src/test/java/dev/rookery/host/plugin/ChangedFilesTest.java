package dev.rookery.host.plugin;

import static dev.rookery.host.plugin.House.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.testing.CapturedLog;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to the file of a plugin that runs does not happen to the plugin, before it is noticed. */
class ChangedFilesTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
        house.drop("good.jar", TestJar.plugin("good"));
    }

    @AfterEach
    void close() {
        assertAnswers("anything", "good");
        house.close();
    }

    private void assertAnswers(String id, String answer) {
        assertThat(house.messaging().hear(id)).containsExactly(answer);
    }

    private enum Change {
        OVERWRITTEN {
            @Override
            void happensTo(Path jar) throws IOException {
                Files.write(jar, new byte[(int) Files.size(jar)]);
            }
        },
        CUT_OFF {
            @Override
            void happensTo(Path jar) throws IOException {
                Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), 100));
            }
        },
        REPLACED {
            @Override
            void happensTo(Path jar) throws IOException {
                Path other = Files.write(
                        jar.resolveSibling("other.part"),
                        TestJar.plugin("other").bytes());
                Files.move(other, jar, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        DELETED {
            @Override
            void happensTo(Path jar) throws IOException {
                Files.delete(jar);
            }
        };

        abstract void happensTo(Path jar) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void classesAreFoundThatAreAskedForAfterTheJarHasChanged(Change change) throws IOException {
        Path bee = house.drop(
                "bee.jar",
                TestJar.plugin("bee")
                        .source("Late", "class Late { static String say() { return \"late\"; } }")
                        .onEnable("context.onMessage(m -> { if (!m.text().equals(\"bee\")) return Outcome.PASS;"
                                + " m.reply(Late.say()); return Outcome.CONSUMED; });"));
        house.start();
        change.happensTo(bee);
        house.look(1);
        assertAnswers("bee", "late");
    }

    @Test
    void aLinkStandsForTheJarItLeadsToAndIsAllThatIsRemoved() throws Exception {
        Path elsewhere = Files.createDirectories(house.plugins().resolveSibling("elsewhere"));
        Path one = TestJar.answering("bee", "buzz").writeTo(elsewhere, "one.jar");
        Path two = TestJar.answering("bee", "hum").version("1.1.0").writeTo(elsewhere, "two.jar");
        Path link = Files.createSymbolicLink(house.plugins().resolve("bee.jar"), one);
        Files.createSymbolicLink(house.plugins().resolve("nowhere.jar"), elsewhere.resolve("nowhere.jar"));
        house.start();
        assertAnswers("bee", "buzz");
        assertThat(house.statusIfThere("nowhere.jar")).isEmpty();
        Files.delete(link);
        Files.createSymbolicLink(link, two);
        house.look(2);
        assertAnswers("bee", "hum");
        done(house.host().remove("bee"));
        assertThat(link).doesNotExist();
        assertThat(List.of(one, two)).allSatisfy(jar -> assertThat(jar).isRegularFile());
        assertAnswers("bee", "good");
    }

    @Test
    void renamedJarGoesOnUnderItsNewName() throws Exception {
        Path old = house.drop("bee-1.jar", TestJar.answering("bee", "buzz"));
        house.start();
        Files.move(old, house.plugins().resolve("bee.jar"));
        house.look(4);
        assertAnswers("bee", "buzz");
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.status("bee.jar").reason()).isEmpty();
        assertThat(house.statusIfThere("bee-1.jar")).isEmpty();
    }

    @Test
    void privateLibrariesAreExchangedWithTheirPlugin() {
        house.drop("bee.jar", quoting("one"));
        house.start();
        assertAnswers("bee", "one");
        house.drop("bee.jar", quoting("two"));
        house.look(2);
        assertAnswers("bee", "two");
        assertThat(house.workFiles()).hasSize(3);
    }

    @Test
    void aWorkFolderThatIsNoneAnyMoreIsToldInALineForEachPlugin() throws Exception {
        house.start();
        Path work = Files.move(house.work(), house.work().resolveSibling("elsewhere"));
        Files.writeString(house.work(), "no folder");
        try (CapturedLog log = CapturedLog.of(PluginHost.class)) {
            house.drop("bee.jar", TestJar.answering("bee", "buzz"));
            house.drop("good.jar", TestJar.answering("good", "better").version("1.1.0"));
            house.look(2);
            assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.FAILED);
            assertThat(house.status("bee.jar").reason())
                    .startsWith(house.work() + FileSystems.getDefault().getSeparator() + "bee-")
                    .endsWith(".jar: Not a directory");
            assertThat(house.status("good.jar").reason())
                    .startsWith("the new jar is not used: " + house.work())
                    .endsWith("; the old copy goes on");
            assertThat(log.errors()).hasSize(2);
            assertThat(log.stacks()).isZero();
        } finally {
            Files.delete(house.work());
            Files.move(work, house.work());
        }
    }

    private static TestJar quoting(String word) {
        byte[] library = TestJar.library()
                .sourceOf(
                        "words.Word",
                        "package words; public class Word { public static String say() { return \"" + word + "\"; } }")
                .bytes();
        return TestJar.plugin("bee")
                .entry("lib/words.jar", library)
                .onEnable("var say = Class.forName(\"words.Word\").getMethod(\"say\"); context.onMessage(m -> {"
                        + " if (!m.text().equals(\"bee\")) return Outcome.PASS; m.reply((String) say.invoke(null));"
                        + " return Outcome.CONSUMED; });");
    }
}
