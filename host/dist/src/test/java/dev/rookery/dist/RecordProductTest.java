package dev.rookery.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.testkit.Recording;
import dev.rookery.testkit.Replay;
import dev.rookery.testkit.TestBot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --record}, and what the test kit makes of the file. */
class RecordProductTest {

    private static final String SECRET = "open-sesame-4711";

    @TempDir
    private Path folder;

    private Product product;
    private Path file;

    @BeforeEach
    void configure() throws IOException {
        product = Product.unpack(folder);
        file = folder.resolve("chat.jsonl");
        Files.writeString(folder.resolve("rookery.yml"), """
                line: {listen: 127.0.0.1:0}
                page: {listen: 127.0.0.1:0, token: %s}
                plugins:
                  directory: %s
                """.formatted(
                        SECRET, product.home().resolve("plugins")));
    }

    /** Says some things to a host that records, and answers what the bot said. */
    private List<String> record(String... words) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Running host = product.start(folder, "run", "--record", file.toString());
                Terminal terminal = new Terminal(Running.value(host.awaitLine("rookery ready in "), "line"))) {
            for (String word : words) {
                answers.add(terminal.type(word + "\n").read());
            }
            host.terminate();
            host.exitCode();
        }
        return answers;
    }

    private Path dice() throws IOException {
        try (Stream<Path> jars = Files.list(product.home().resolve("plugins"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("rookery-plugin-dice-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The next version of dice, in which the die is loaded. */
    public static final class LoadedDice implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            context.commands()
                    .register(CommandSpec.named("roll")
                            .args(Arg.rest("dice"))
                            .handle(call -> call.reply("six, of course")));
        }
    }

    @Test
    void whatARealHostHeardIsReplayedToTheSameBytesAndWhatChangedIsShown() throws Exception {
        List<String> answers = record("roll 3d1000", "roll 3d1000", "my password is " + SECRET);
        assertThat(Files.readString(file))
                .contains(answers.get(0), "my password is ***")
                .doesNotContain(SECRET);

        Recording recording = Recording.of(file);
        try (TestBot bot = TestBot.fromJar(dice())) {
            Replay replay = bot.replay(recording);
            replay.expectSameReplies();
            assertThat(replay.text())
                    .contains(answers.get(1))
                    .isEqualTo(bot.replay(recording).text());
        }
        try (TestBot bot = TestBot.builder().plugin("dice", LoadedDice.class).build()) {
            assertThat(bot.replay(recording).diff())
                    .startsWith("2 of 2 replies differ from the recording\n")
                    .contains(": roll 3d1000\n", answers.get(0).substring(0, 10), "| six, of course");
        }
    }

    @Test
    void aFileThatCannotBeWrittenKeepsTheHostFromStartingAndSaysWhy() throws Exception {
        Files.writeString(file, "precious");
        for (String there : List.of(file.toString(), "/dev/full", "nowhere/chat.jsonl")) {
            try (Running host = product.start(folder, "run", "--record", there)) {
                assertThat(host.exitCode()).isEqualTo(2);
                assertThat(host.err())
                        .contains(
                                "--record: " + there + " cannot be written, it",
                                "(expected: a file that does not exist yet, in a folder that can be written)")
                        .doesNotContain("Exception");
            }
        }
        assertThat(file).hasContent("precious");
    }
}
