package dev.rookery.host.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {

    private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("data").resolve("quarantine.txt");
    }

    private static Quarantine.Entry entry(String id, String sha256) {
        return new Quarantine.Entry(id, sha256, NOON, "spins\n\tfor ever");
    }

    @Test
    void outlastsARestart() {
        Quarantine.open(file()).put(entry("hog", "abc"));
        Quarantine later = Quarantine.open(file());
        assertThat(later.of("hog", "abc")).contains(new Quarantine.Entry("hog", "abc", NOON, "spins for ever"));
        assertThat(folder.resolve("data")).isDirectoryNotContaining("glob:*.new");
    }

    @Test
    void anotherJarOfThePluginIsLetIn() {
        Quarantine quarantine = Quarantine.open(file());
        quarantine.put(entry("hog", "abc"));
        assertThat(quarantine.of("hog", "def")).isEmpty();
        assertThat(quarantine.of("other", "abc")).isEmpty();
    }

    @Test
    void theOperatorLiftsIt() {
        Quarantine quarantine = Quarantine.open(file());
        quarantine.put(entry("hog", "abc"));
        assertThat(quarantine.lift("hog")).isTrue();
        assertThat(quarantine.lift("hog")).isFalse();
        assertThat(Quarantine.open(file()).of("hog", "abc")).isEmpty();
    }

    @Test
    void linesThatCannotBeReadHarmNoOthersAndStay() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "hog\tabc\t" + NOON + "\treason\nnonsense\n\nbad\tx\tyesterday\ty\n");
        Quarantine quarantine = Quarantine.open(file());
        assertThat(quarantine.of("hog", "abc")).isPresent();
        assertThat(quarantine.of("bad", "x")).isEmpty();
        quarantine.put(entry("fox", "def"));
        assertThat(file())
                .content()
                .contains("nonsense\n", "yesterday", "fox\tdef")
                .hasLineCount(4);
    }

    @Test
    void aFileThatCannotBeWrittenHoldsUntilTheEnd() throws Exception {
        Path blocked = Files.writeString(folder.resolve("file"), "").resolve("quarantine.txt");
        Quarantine quarantine = Quarantine.open(blocked);
        quarantine.put(entry("hog", "abc"));
        assertThat(quarantine.of("hog", "abc")).isPresent();
    }
}
