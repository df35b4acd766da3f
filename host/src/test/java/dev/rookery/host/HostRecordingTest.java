package dev.rookery.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.time.ManualTimers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostRecordingTest {

    @TempDir
    private Path folder;

    private void assertRefused(Path file, String why) {
        HostRecording recording =
                new HostRecording(new ManualTimers(Instant.parse("2026-01-01T12:00:00Z")), 1, Set.of());
        recording.want(new HostRecording.Wish(file, false));
        assertThatThrownBy(() -> recording.begin(List.of(), null)) // nobody is asked to tell what is said
                .isInstanceOf(StartException.class)
                .hasMessageContaining("--record: " + file + " cannot be written, " + why)
                .hasMessageContaining("(expected: a file that does not exist yet, in a folder that can be written)");
    }

    @Test
    void aFileThatIsThereIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "precious");
        assertRefused(file, "it is there already");
        assertThat(file).hasContent("precious");
        assertRefused(folder, "it is there already");
    }

    @Test
    void aFolderThatIsNotThereIsNotMade() {
        assertRefused(folder.resolve("no/a.jsonl"), "its folder is not there");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatElseStandsInTheWayIsToldInTheSystemsWords() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertRefused(file.resolve("a.jsonl"), file.resolve("a.jsonl").toString());
    }
}
