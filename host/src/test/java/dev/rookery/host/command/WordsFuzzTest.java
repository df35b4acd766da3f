package dev.rookery.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.host.testing.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Typed nonsense of all sorts, the same in each run unless {@code rookery.fuzz.seed} says otherwise. */
class WordsFuzzTest {

    private static final int CASES = Integer.getInteger("rookery.fuzz.cases", 10_000);
    private static final long SEED = Long.getLong("rookery.fuzz.seed", 5);

    private static final String[] PIECES = {
        "\"",
        "'",
        "「",
        "」",
        "『",
        "』",
        "“",
        "”",
        "‘",
        "’",
        "＂",
        "＇",
        "\\",
        " ",
        "　",
        "\n",
        "\t",
        "\u00a0",
        "a",
        "word",
        "ping",
        "１２",
        "-5",
        "3.5",
        "1h",
        "分钟",
        "@",
        "@bob",
        "\u202e",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\ud83d",
        "\ude00",
        "👨‍👩‍👧",
        "\0",
        "\u0085",
        "{0}",
        "'{",
        "%s",
        "中文",
        "9999999999999999999999",
        "\u2028",
        "|",
        "<b>"
    };

    private final Random random = new Random(SEED);

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private Message message(String begin) {
        List<Segment> segments = new ArrayList<>(List.of(new Segment.Text(begin + text())));
        while (random.nextInt(4) == 0) {
            segments.add(new Segment.Face("14", text()));
            segments.add(new Segment.Text(text()));
        }
        return Message.of(segments);
    }

    @Test
    void whateverIsTypedIsReadOrRefusedAndTheReadingEnds() {
        for (int i = 0; i < CASES; i++) {
            Message typed = message("");
            ArgumentWords words = new ArgumentWords(typed.segments(), () -> List.of(Said.person("bob")));
            int read = 0;
            try {
                while (!words.isEmpty()) {
                    switch (random.nextInt(6)) {
                        case 0 -> words.person();
                        case 1 -> words.segment(Segment.Face.class);
                        default -> words.word();
                    }
                    read++;
                    assertThat(read).as("%s", typed).isLessThan(1_000);
                }
                assertThat(words.rest()).as("%s", typed).isEmpty();
            } catch (UsageException told) {
                assertThat(told.key()).as("%s", typed).isPresent();
            }
        }
    }

    @Test
    void whateverIsTypedIsAnsweredInShort() {
        Bot bot = new Bot()
                .with(
                        CommandSpec.named("i").args(Arg.integer("n", 1, 5)).handle(call -> {}),
                        CommandSpec.named("n").args(Arg.number("n")).handle(call -> {}),
                        CommandSpec.named("d")
                                .args(Arg.duration("d", Duration.ZERO, Duration.ofDays(1)))
                                .handle(call -> {}),
                        CommandSpec.named("c")
                                .args(Arg.choice("c", Map.of("a", 1)))
                                .handle(call -> {}),
                        CommandSpec.named("p").args(Arg.person("p")).handle(call -> {}),
                        CommandSpec.named("w")
                                .args(Arg.word("a"), Arg.word("b").optional())
                                .handle(call -> {}));
        String[] names = {"i ", "n ", "d ", "c ", "p ", "w ", ""};
        for (int i = 0; i < CASES; i++) {
            Message typed = message(names[random.nextInt(names.length)]);
            String answer = bot.hears(Said.privately(typed));
            assertThat(answer.length()).as("%s", typed).isLessThan(700);
            assertThat(answer).as("%s", typed).doesNotContain("\u202e", "\u200b", "\0", "\ufeff");
        }
        assertThat(bot.failures()).isEmpty();
    }

    @Test
    void whatIsQuotedIsReadAsItWas() {
        for (int i = 0; i < CASES; i++) {
            String text = TypedText.clean(text());
            String typed = quoted(text) + " " + quoted("next");
            ArgumentWords words = new ArgumentWords(List.of(new Segment.Text(typed)), List::of);
            assertThat(words.word()).as("typed %s", typed).isEqualTo(text);
            assertThat(words.word()).isEqualTo("next");
            assertThat(words.isEmpty()).isTrue();
        }
    }

    /** A text as it must be typed to be one word. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("＂", "\\＂") + '"';
    }

    @Test
    void longNonsenseIsReadInTimeThatGrowsWithItOnly() {
        for (String piece : PIECES) {
            String text = piece.repeat(PluginCommands.LONGEST / piece.length() - 2);
            for (Arg<?> arg : List.of(
                    Arg.word("w"),
                    Arg.integer("i"),
                    Arg.number("n"),
                    Arg.duration("d"),
                    Arg.person("p"),
                    Arg.rest("r"))) {
                ArgumentWords words =
                        new ArgumentWords(List.of(new Segment.Text(text)), () -> List.of(Said.person("bob")));
                try {
                    while (!words.isEmpty()) {
                        arg.read(words);
                    }
                } catch (UsageException told) {
                    assertThat(told.blanks().toString().length()).isLessThan(3 * PluginCommands.LONGEST);
                }
            }
        }
    }
}
