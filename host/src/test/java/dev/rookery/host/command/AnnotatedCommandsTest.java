package dev.rookery.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Cooldown;
import dev.rookery.api.command.Param;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.host.testing.CapturedLog;
import dev.rookery.host.testing.Said;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnotatedCommandsTest {

    private enum Color {
        RED,
        DARK_BLUE
    }

    private record Pair(String left, String right) {
        static Pair parse(String text) {
            int at = text.indexOf('=');
            if (at < 0) {
                throw new UsageException("A pair has two sides.");
            }
            return new Pair(text.substring(0, at), text.substring(at + 1));
        }
    }

    /** Methods of all kinds, none of them public. */
    private static class Sample {

        @Command(
                value = "add",
                aliases = {"plus", "加"},
                description = "adds two numbers")
        private String add(int a, @Param(value = "b", orElse = "1", min = 1, max = 9) int b) {
            return Integer.toString(a + b);
        }

        @Command("say")
        void say(CommandCall call, @Param(value = "text", rest = true) String text) {
            call.reply(call.sender().name() + " says " + text);
        }

        @Command("kinds")
        String kinds(
                long big,
                double real,
                boolean yes,
                Color color,
                Duration time,
                LocalDate date,
                Pair pair,
                Optional<String> more) {
            return String.join(
                    " ", "" + big, "" + real, "" + yes, "" + color, "" + time, "" + date, "" + pair, "" + more);
        }

        @Command("face")
        Message face(Segment.Face face) {
            return Message.of(face, new Segment.Text("!"));
        }

        @Command("silent")
        static String silent() {
            return null;
        }

        @Command(
                value = "rare",
                cooldown = "1h30m",
                cooldownPer = Cooldown.Per.CHAT,
                permission = "x.rare",
                hidden = true)
        void rare() {}

        @Command("fails")
        void fails() throws Exception {
            throw new java.io.IOException("disk");
        }

        @Command("refuses")
        void refuses() {
            throw new UsageException("No.");
        }
    }

    private static final class Child extends Sample {
        @Command("own")
        String own() {
            return "own";
        }
    }

    private final Bot bot = new Bot().with(AnnotatedCommands.of(new Child()).toArray(CommandSpec[]::new));

    @Test
    void parametersAreArgumentsAndTheResultIsTheReply() {
        assertThat(bot.hears("add 2 3")).isEqualTo("5");
        assertThat(bot.hears("plus 2")).isEqualTo("3");
        assertThat(bot.hears("add 2 10")).isEqualTo("\"10\" is out of range, which is 1 to 9.\nUsage: add <a> [b]");
        assertThat(bot.hears("say hello  you")).isEqualTo("alice says hello  you");
        assertThat(bot.hears("own")).isEqualTo("own");
        assertThat(bot.hears("silent")).isEmpty();
    }

    @Test
    void typesOfAllKinds() {
        assertThat(bot.hears("kinds 5000000000 1.5 yes dark-blue 90s 2026-11-22 a=b"))
                .isEqualTo("5000000000 1.5 true DARK_BLUE PT1M30S 2026-11-22 Pair[left=a, right=b] Optional.empty");
        assertThat(bot.hears("kinds 1 1 no red 90s 2026-11-22 ab")).startsWith("A pair has two sides.\nUsage: kinds");
        Message smile = Message.of(new Segment.Text("face "), new Segment.Face("14", "smile"));
        assertThat(bot.hears(Said.privately(smile))).isEqualTo("[smile]!");
    }

    @Test
    void whatAnnotationsSayOfTheCommand() {
        CommandSpec rare = AnnotatedCommands.of(new Sample()).stream()
                .filter(spec -> spec.name().equals("rare"))
                .findFirst()
                .orElseThrow();
        assertThat(rare.cooldown()).contains(new Cooldown(Duration.ofMinutes(90), Cooldown.Per.CHAT));
        assertThat(rare.permission()).contains("x.rare");
        assertThat(rare.isHidden()).isTrue();
    }

    @Test
    void whatAMethodThrowsIsItsOwn() {
        assertThat(bot.hears("refuses")).isEqualTo("No.");
        try (CapturedLog log = CapturedLog.of(PluginCommands.class)) {
            bot.hears("fails");
            assertThat(log.errors()).hasSize(1);
        }
        assertThat(bot.failures()).singleElement().isInstanceOf(java.io.IOException.class);
    }

    @Test
    void whatCannotBeACommandIsRefusedByName() {
        refused(new Object(), "has no commands (expected: methods annotated with @Command)");
        refused(
                new Object() {
                    @Command("x")
                    int number() {
                        return 1;
                    }
                },
                "number: returns int (expected: void, String or Message");
        refused(
                new Object() {
                    @Command("x")
                    void list(List<String> words) {}
                },
                "list: parameter 'words' is a java.lang.Object");
        refused(
                new Object() {
                    @Command("x")
                    void bad(@Param(value = "n", orElse = "many") int n) {}
                },
                "bad: parameter 'n' \"many\" does not fit");
        refused(
                new Object() {
                    @Command("x")
                    void bad(@Param(value = "n", orElse = "1") Optional<Integer> n) {}
                },
                "parameter 'n' is an Optional with a value");
        refused(
                new Object() {
                    @Command("x")
                    void bad(@Param(value = "text", min = 1) String text) {}
                },
                "parameter 'text' is a String with bounds");
        refused(
                new Object() {
                    @Command(value = "x", cooldown = "soon")
                    void bad() {}
                },
                "\"soon\" does not fit");
        refused(
                new Object() {
                    @Command("two words")
                    void bad() {}
                },
                "command name 'two words'");
    }

    private static void refused(Object object, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnnotatedCommands.of(object))
                .withMessageContaining(why);
    }
}
