package dev.rookery.host.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionFileTest {

    private Path file;

    @BeforeEach
    void choose(@TempDir Path folder) {
        file = folder.resolve("questions.jsonl");
    }

    private static StoredQuestion question(String id) {
        return new StoredQuestion(
                id,
                "travel",
                new StoredQuestion.Slot(new ChatId("pual", ChatKind.GROUP, "茶\n\"x"), new PersonId("pual", "alice")),
                "where",
                "{\"from\":\"北京\"}",
                Instant.parse("2026-11-22T12:00:00Z"),
                Duration.ofMinutes(2),
                3,
                true);
    }

    private List<StoredQuestion> then(Consumer<QuestionFile> work) {
        try (QuestionFile opened = new QuestionFile(file)) {
            List<StoredQuestion> loaded = List.copyOf(opened.load());
            work.accept(opened);
            return loaded;
        }
    }

    private List<StoredQuestion> kept() {
        return then(opened -> {});
    }

    @Test
    void whatWasPutIsThereTheNextTimeUnlessItWasRemoved() {
        then(opened -> {
            opened.put(question("a"));
            opened.put(question("b"));
        });
        then(opened -> {
            opened.remove("a");
            opened.put(question("c"));
            opened.put(question("b").again(Instant.EPOCH, 1));
        });
        assertThat(kept()).containsExactlyInAnyOrder(question("b").again(Instant.EPOCH, 1), question("c"));
    }

    @Test
    void aFileThatIsNotThereHoldsNothing() {
        assertThat(kept()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void aTornLineCostsNoOther() throws IOException {
        then(opened -> opened.put(question("a")));
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, whole);
            Files.write(file, java.util.Arrays.copyOf(whole, cut), StandardOpenOption.APPEND);
            assertThat(kept()).containsExactly(question("a"));
        }
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 9));
        then(opened -> opened.put(question("b")));
        assertThat(kept()).containsExactly(question("b"));
    }

    @Test
    void whatIsNotReadableIsLeftOut() throws IOException {
        then(opened -> opened.put(question("a")));
        Files.write(file, new byte[] {(byte) 0xff, 0, 1, '\n', '[', ']', '\n', '7', '\n'}, StandardOpenOption.APPEND);
        Files.writeString(file, "{\"id\":\"x\",\"plugin\":\"y\"}\n{\"id\":7}\n", StandardOpenOption.APPEND);
        assertThat(kept()).containsExactly(question("a"));
    }

    @Test
    void theFileDoesNotGrowWithoutBound() throws IOException {
        then(opened -> {
            for (int i = 0; i < 3 * QuestionFile.SPARE_LINES; i++) {
                opened.put(question("q" + i));
                opened.remove("q" + i);
            }
            opened.put(question("last"));
        });
        for (int i = 0; i < 5; i++) {
            then(opened -> opened.put(question("last")));
        }
        assertThat(Files.readString(file, StandardCharsets.UTF_8).lines())
                .hasSizeLessThan(QuestionFile.SPARE_LINES + 3);
        assertThat(kept()).containsExactly(question("last"));
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNothingButTheMemory() throws IOException {
        Files.createDirectories(file.resolve("a folder in its place"));
        assertThat(then(opened -> opened.put(question("a")))).isEmpty();
    }
}
