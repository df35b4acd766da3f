package dev.rookery.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an edit counts, and what it consists of. */
class ConfigFileTest {

    @TempDir
    Path folder;

    private Path path;
    private ConfigDocument started;
    private ConfigFile file;

    private record Login(Optional<Secret> password) {}

    @BeforeEach
    void start() throws IOException {
        path = folder.resolve("bot.yml");
        write("a: 1\nb: {c: 2}\n");
        started = ConfigDocument.read(path);
        file = started.source().orElseThrow();
        assertThat(file.look()).isEmpty();
        assertThat(file.look().orElseThrow().editsSince(started)).isEmpty();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(path, yaml);
    }

    private List<String> edits(String before, String now) {
        return ConfigFixture.document(now).editsSince(ConfigFixture.document(before)).stream()
                .map(ConfigEdit::toString)
                .toList();
    }

    @Test
    void anEditCountsOnceItIsTheSameInTwoLooks() throws IOException {
        write("a: 1\nb: {");
        assertThat(file.look()).isEmpty();
        write("a: 1\nb: {c: 3}\n");
        assertThat(file.look()).isEmpty();
        assertThat(file.look().orElseThrow().editsSince(started))
                .extracting(ConfigEdit::toString)
                .containsExactly(path + ":2:5 b.c");
        assertThat(file.look()).isEmpty();
    }

    @Test
    void aMistakeIsToldOnce() throws IOException {
        write("a: [\n");
        assertThat(file.look()).isEmpty();
        assertThatThrownBy(file::look).isInstanceOf(ConfigException.class).hasMessageStartingWith(path + ":");
        assertThat(file.look()).isEmpty();
        assertThatThrownBy(file::read).isInstanceOf(ConfigException.class);
        write("a: 1\nb: {c: 2}\n");
        assertThat(file.look()).isEmpty();
        assertThat(file.look()).isPresent();
    }

    @Test
    void aFileThatIsGoneOrEmptyIsAMistakeRatherThanNoSettings() throws IOException {
        Files.delete(path);
        assertThat(file.look()).isEmpty();
        assertThatThrownBy(file::look).hasMessage(path + ": no such file (expected: a readable configuration file)");
        assertThat(file.look()).isEmpty();
        write(" \n");
        assertThat(file.look()).isEmpty();
        assertThatThrownBy(file::look).hasMessage(path + ": empty (expected: settings)");
        assertThatThrownBy(file::read).hasMessage(path + ": empty (expected: settings)");
    }

    @Test
    void theSecretsOfAllReadingsAreKnown() throws IOException {
        write("password: first\n");
        file.read().bind(Login.class);
        write("password: second\n");
        file.read().bind(Login.class);
        assertThat(started.secrets()).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void anEditIsNamedByItsKeyAndWhereItStands() {
        assertThat(edits("a: 1\nb: 2\n", "b: 3\n\nc: {d: 4, e: [5]}\n"))
                .containsExactly("bot.yml:1:1 b", "bot.yml:3:5 c.d", "bot.yml:3:11 c.e", "bot.yml:1:1 a");
        assertThat(edits("a: {b: 1, c: 2}", "\na:\n  c: 2")).containsExactly("bot.yml:2:1 a.b");
        assertThat(edits("a: [1, {b: 2}]", "a: [1, {b: 3}]")).containsExactly("bot.yml:1:1 a");
        assertThat(edits("a: 1", "a: [1]")).containsExactly("bot.yml:1:1 a");
        assertThat(edits("a: {b: 1}", "a: 1")).containsExactly("bot.yml:1:1 a");
        assertThat(edits("line:", "line: {}")).containsExactly("bot.yml:1:1 line");
        assertThat(edits("p: ${WORD}", "p: ${PORT}")).containsExactly("bot.yml:1:1 p");
    }

    @Test
    void whatSaysTheSameIsNoEdit() {
        assertThat(edits("a: 1\nb: {c: x, d: [1, 2]}", "# all of it\nb:\n  d: [1,\n   2]\n  'c': \"x\"\na: '1'\n"))
                .isEmpty();
        assertThat(edits("a: ~\nb: {}", "b: {}")).isEmpty();
        assertThat(edits("a: null", "a:")).isEmpty();
        assertThat(edits("p: ${PORT}", "p: 8080")).isEmpty();
        assertThat(edits("", "{}")).isEmpty();
    }
}
