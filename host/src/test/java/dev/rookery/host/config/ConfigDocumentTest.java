package dev.rookery.host.config;

import static dev.rookery.host.config.ConfigFixture.bind;
import static dev.rookery.host.config.ConfigFixture.document;
import static dev.rookery.host.config.ConfigFixture.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDocumentTest {

    record Rookery(Map<String, Account> accounts, Optional<Line> line, Plugins plugins) {}

    @Discriminator("network")
    sealed interface Account {}

    @DiscriminatorValue("webqq")
    @Discriminator("login")
    sealed interface WebQq extends Account {}

    @DiscriminatorValue("qr")
    record QrLogin(URI endpoint) implements WebQq {}

    @DiscriminatorValue("password")
    record PasswordLogin(URI endpoint, String qq, Secret password) implements WebQq {}

    record OneBot(URI server) implements Account {}

    record Line(@Default("10000") int port) {}

    record Plugins(@Default("plugins") Path directory, @Rest Map<String, ConfigSection> settings) {}

    private record Echo(
            @Default("") String prefix, @Default("3") int times) {}

    private static final String SAMPLE = """
            accounts:
              pual:
                network: webqq
                login: qr
                endpoint: ${ENDPOINT:-http://127.0.0.1:8970}
              jenny: {network: webqq, login: password, endpoint: "http://127.0.0.1:1", qq: 0123, password: '${PASSWORD}'}
              one:
                network: one-bot
                server: ws://localhost:3001
            line:
              port: 0
            plugins:
              directory: jars
              echo:
                prefix: "echo "
              commands:
            """;

    @Test
    void rootRecordOfTheHostIsBound() {
        Rookery rookery = bind(Rookery.class, SAMPLE);

        assertThat(rookery.accounts())
                .containsOnlyKeys("pual", "jenny", "one")
                .containsEntry("pual", new QrLogin(URI.create("http://127.0.0.1:8970")))
                .containsEntry(
                        "jenny", new PasswordLogin(URI.create("http://127.0.0.1:1"), "0123", Secret.of("hunter2")))
                .containsEntry("one", new OneBot(URI.create("ws://localhost:3001")));
        assertThat(rookery.line()).contains(new Line(0));
        assertThat(rookery.plugins().directory()).isEqualTo(Path.of("jars").toAbsolutePath());
        assertThat(rookery.plugins().settings()).containsOnlyKeys("echo", "commands");
        assertThat(rookery.plugins().settings().get("echo").bind(Echo.class)).isEqualTo(new Echo("echo ", 3));
        assertThat(rookery.plugins().settings().get("commands").bind(Echo.class))
                .isEqualTo(new Echo("", 3));
    }

    @Test
    void variantIsChosenByItsKey() {
        assertThat(problems(Rookery.class, """
                        accounts:
                          a: {endpoint: "http://x"}
                          b: {network: webq, login: qr}
                          c: {network: webqq, login: qr, password: x}
                          d: {network: webqq, logn: qr}
                          e: nothing
                          f: {network: [webqq]}
                        """))
                .containsExactly(
                        "bot.yml:2:3 accounts.a.network: missing (expected: one of webqq, one-bot)",
                        "bot.yml:3:16 accounts.b.network: found \"webq\", did you mean 'webqq'?"
                                + " (expected: one of webqq, one-bot)",
                        "bot.yml:4:3 accounts.c.endpoint: missing (expected: an address such as https://example.org)",
                        "bot.yml:4:34 accounts.c.password: unknown key (expected: one of network, login, endpoint)",
                        "bot.yml:5:3 accounts.d.login: missing (expected: one of qr, password)",
                        "bot.yml:6:6 accounts.e: found a single value (expected: a mapping with network)",
                        "bot.yml:7:16 accounts.f.network: found a list (expected: one of webqq, one-bot)");
    }

    @Test
    void sectionIsBoundLaterWithPlacesInTheFile() {
        ConfigSection section = document(SAMPLE.replace("prefix: ", "prefx: ")).section("plugins", "echo");

        assertThat(section.key()).isEqualTo("plugins.echo");
        assertThat(section).hasToString("ConfigSection[plugins.echo]");
        assertThatThrownBy(() -> section.bind(Echo.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("bot.yml:15:5 plugins.echo.prefx: unknown key, did you mean 'prefix'?"
                        + " (expected: one of prefix, times)");
    }

    @Test
    void sectionThatWasNotWrittenIsEmpty() {
        record Strict(String name) {}

        ConfigDocument document = document("a: 1\nplugins:\n  echo: text\n");

        assertThat(document.section("plugins", "other").bind(Echo.class)).isEqualTo(new Echo("", 3));
        assertThat(document("").section("plugins", "other").bind(Echo.class)).isEqualTo(new Echo("", 3));
        assertThatThrownBy(() -> document.section("plugins", "other").bind(Strict.class))
                .hasMessage("bot.yml:2:1 plugins.other.name: missing (expected: a text)");
        assertThatThrownBy(() -> document.section("plugins", "echo", "x").bind(Strict.class))
                .hasMessage("bot.yml:3:9 plugins.echo: found a single value (expected: a mapping with name)");
    }

    @Test
    void fileIsReadFromItsFolder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rookery.yml");
        Files.writeString(file, "directory: jars\n");

        assertThat(ConfigDocument.read(file).bind(Plugins.class).directory()).isEqualTo(folder.resolve("jars"));
    }

    @Test
    void fileThatCannotBeReadIsTold(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rookery.yml");
        String expected = " (expected: a readable configuration file)";
        assertThatThrownBy(() -> ConfigDocument.read(file)).hasMessage(file + ": no such file" + expected);
        assertThatThrownBy(() -> ConfigDocument.read(folder)).hasMessage(folder + ": is a folder" + expected);

        Files.write(file, "a: b\nä: c\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ConfigDocument.read(file))
                .hasMessage(file + ":2:1: not UTF-8 (expected: a text file in UTF-8)");

        Files.writeString(file, "# " + "語".repeat(YamlReader.MAX_CODE_POINTS * 2));
        assertThatThrownBy(() -> ConfigDocument.read(file))
                .hasMessage(file + ":1:1: the file is too long (expected: at most 262144 characters)");
    }

    @Test
    void noInputThrowsAnythingButConfigException() {
        Random random = new Random(20_190_101);
        String alphabet = "\n\n\n  :-?[]{},#&*!|>'\"%@`~<\\$/.\tabc019\u0000\ud83d\ufeff語";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder yaml = new StringBuilder(SAMPLE);
            for (int edits = random.nextInt(8); edits >= 0; edits--) {
                int from = random.nextInt(yaml.length());
                int to = Math.min(yaml.length(), from + random.nextInt(4));
                int start = random.nextInt(alphabet.length());
                yaml.replace(
                        from, to, alphabet.substring(start, Math.min(alphabet.length(), start + random.nextInt(3))));
            }
            try {
                bind(Rookery.class, yaml.toString());
            } catch (ConfigException expected) {
                assertThat(expected.problems()).isNotEmpty();
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("round " + round + ":\n" + yaml, e);
            }
        }
    }
}
