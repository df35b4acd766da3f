package dev.rookery.host.config;

import static dev.rookery.host.config.ConfigFixture.bind;
import static dev.rookery.host.config.ConfigFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {

    private static final String FORMS = "${NAME}, ${NAME:-default}, ${file:path}, or $${ for a plain ${";

    record Text(String text) {}

    record Port(int port) {}

    record Login(Secret password) {}

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "${PORT}, 8080",
        "a${PORT}b${WORD}c, a8080bmanyc",
        "${NOPE:-7}, 7",
        "${EMPTY:-7}, 7",
        "${PORT:-7}, 8080",
        "${NOPE:-}x, x",
        "x${EMPTY}, x",
        "$${PORT}, ${PORT}",
        "$$${PORT}, $${PORT}",
        "$PORT $ $$ }, $PORT $ $$ }",
        "'${TRICK}', 'a: b #${PORT}'",
        "a$${b}${PORT}, a${b}8080"
    })
    void variablesAreFilledInOnce(String written, String text) {
        assertThat(bind(Text.class, "text: \"" + written + "\"").text()).isEqualTo(text);
    }

    @Test
    void whatIsFilledInIsBoundByTheType() {
        assertThat(bind(Port.class, "port: ${PORT}").port()).isEqualTo(8080);
    }

    @Test
    void keysAreNotFilledIn() {
        assertThat(problems(Port.class, "port: 1\n${PORT}: 1").get(0))
                .startsWith("bot.yml:2:1 \"${PORT}\": unknown key");
    }

    @Test
    void whatCannotBeFilledInIsToldAtTheScalar() {
        assertThat(problems(Text.class, "text: ${NOPE}"))
                .containsExactly("bot.yml:1:7 text: environment variable NOPE is not set"
                        + " (expected: the variable to be set, or a default as in ${NOPE:-default})");
        assertThat(problems(Text.class, "text: x${PORT"))
                .containsExactly("bot.yml:1:7 text: '${' is not closed by '}' (expected: " + FORMS + ")");
        assertThat(problems(Text.class, "text: ${NOPE:-${PORT}}"))
                .containsExactly("bot.yml:1:7 text: '${' inside of '${…}' (expected: " + FORMS + ")");
        assertThat(problems(Text.class, "text: ${A B}"))
                .containsExactly("bot.yml:1:7 text: what stands between '${' and '}' is not understood (expected: "
                        + FORMS + ")");
    }

    @Test
    void whatComesFromElsewhereIsNeverQuoted() throws IOException {
        Files.writeString(folder.resolve("token"), "s3cret");

        assertThat(problems(Port.class, "port: ${WORD}"))
                .containsExactly("bot.yml:1:7 port: found \"${WORD}\" (expected: a whole number up to 2147483647)");
        assertThat(problems(Port.class, "port: ${file:" + folder.resolve("token") + "}")
                        .get(0))
                .startsWith("bot.yml:1:7 port: found \"${file:")
                .doesNotContain("s3cret");
        assertThat(problems(Login.class, "password: pa${ss").get(0)).doesNotContain("pa$");
        assertThat(problems(Login.class, "password: pa${ss wo}rd").get(0)).doesNotContain("ss wo");
    }

    @Test
    void filesAreRelativeToTheConfigurationAndLoseTheirLastNewline() throws IOException {
        Files.writeString(folder.resolve("token"), "one\ntwo\r\n");
        Files.writeString(folder.resolve("bot.yml"), "text: '<${file:token}>'");

        assertThat(ConfigDocument.read(folder.resolve("bot.yml"))
                        .bind(Text.class)
                        .text())
                .isEqualTo("<one\ntwo>");
    }

    @Test
    void filesAreBounded() throws IOException {
        Path file = folder.resolve("big");
        Files.writeString(file, "x".repeat(Interpolation.MAX_FILE_BYTES));
        assertThat(bind(Text.class, "text: ${file:" + file + "}").text()).hasSize(Interpolation.MAX_FILE_BYTES);

        Files.writeString(file, "x".repeat(Interpolation.MAX_FILE_BYTES + 1));
        assertThat(problems(Text.class, "text: ${file:" + file + "}").get(0))
                .contains(" is too long (expected: a readable UTF-8 text file of at most 64 KiB)");
    }

    @Test
    void allThatIsFilledInIsBounded() throws IOException {
        Path file = folder.resolve("big");
        Files.writeString(file, "x".repeat(Interpolation.MAX_FILE_BYTES));

        record Texts(Map<String, String> texts) {}

        String once = "${file:" + file + "}";
        assertThat(problems(Texts.class, "texts:\n  a: " + once.repeat(16) + "\n  b: x${PORT}\n  c: ${PORT}\n"))
                .containsExactly("bot.yml:4:6 texts.c: too much is filled in from variables and files"
                        + " (expected: at most 1048576 characters in a whole document)");
    }

    @Test
    void fileThatCannotBeReadIsTold() throws IOException {
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff, 1});
        String expected = " (expected: a readable UTF-8 text file of at most 64 KiB)";

        assertThat(problems(Text.class, "text: ${file:nowhere/token}"))
                .containsExactly("bot.yml:1:7 text: file \"nowhere/token\" does not exist" + expected);
        assertThat(problems(Text.class, "text: ${file:/}"))
                .containsExactly("bot.yml:1:7 text: file \"/\" is not a regular file" + expected);
        assertThat(problems(Text.class, "text: ${file:}"))
                .containsExactly("bot.yml:1:7 text: no file is named" + expected);
        assertThat(problems(Text.class, "text: \"${file:a\\0b}\""))
                .containsExactly("bot.yml:1:7 text: file \"a?b\" cannot be read" + expected);
        assertThat(problems(Text.class, "text: ${file:" + binary + "}").get(0)).contains(" is not UTF-8 text");
    }
}
