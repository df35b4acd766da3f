package dev.rookery.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Cooldown;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.handler.Outcome;
import dev.rookery.host.testing.CapturedLog;
import dev.rookery.host.testing.Said;
import dev.rookery.host.text.BundledTexts;
import dev.rookery.host.text.Languages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginCommandsTest {

    private final List<String> calls = new ArrayList<>();
    private final Arg<Optional<String>> topic = Arg.rest("topic").optional();
    private final Bot bot = new Bot()
            .with(
                    CommandSpec.named("ping").aliases("p", "乒").handle(call -> calls.add(call.label())),
                    CommandSpec.named("help")
                            .args(topic)
                            .handle(call -> calls.add(
                                    call.label() + "(" + call.get(topic).orElse("") + ")")));

    private String called(Said message) {
        bot.hears(message);
        return String.join(",", calls);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ping              | ping",
                "'  ping \n'       | ping",
                "PiNg              | ping",
                "/ping             | ping",
                "!ping             | ping",
                "ｐｉｎｇ           | ping",
                "ＰＩＮＧ           | ping",
                "／ping            | ping",
                "！ｐｉｎｇ         | ping",
                "'　ping　'        | ping",
                "'\u202eping\u200b' | ping",
                "'pi\u200dng'      | ping",
                "'\u200bping \ufeff' | ping",
                "p                 | p",
                "乒                | 乒",
                "ping pong         | -",
                "ping.             | -",
                "pingping          | -",
                "//ping            | -",
                "/                 | -",
                "/ ping            | -",
                "say ping          | -",
                "''                | -",
                "'   '             | -",
                "help              | help()",
                "help ping         | help(ping)",
                "help　ping        | help(ping)",
                "'help  a  B ｃ  ' | help(a  B ｃ)",
                "'help\nping'      | help(ping)",
                "helpping          | -",
            })
    void inPrivateTheWordAlone(String text, String call) {
        assertThat(called(Said.privately(text))).isEqualTo(call == null ? "" : call);
    }

    @Test
    void inPrivateAlsoWithTheBotsName() {
        assertThat(called(Said.privately("pual ping", "ping"))).isEqualTo("ping");
    }

    @Test
    void inPrivateTheWholeTextComesFirst() {
        assertThat(called(Said.privately("help pual", "help"))).isEqualTo("help(pual)");
    }

    @Test
    void inPrivateTheBotsNameIsLeftOutWhereItDoesNotFit() {
        Arg<Integer> times = Arg.integer("times");
        bot.with(CommandSpec.named("wait").args(times).handle(call -> calls.add("wait" + call.get(times))));
        assertThat(called(Said.privately("wait 3 pual", "wait 3"))).isEqualTo("wait3");
    }

    @Test
    void inGroupsOnlyWhenTheBotIsAddressed() {
        assertThat(called(Said.inGroup("ping"))).isEmpty();
        assertThat(called(Said.inGroup("@pual ping", "ping"))).isEqualTo("ping");
    }

    @Test
    void longWordsAreNotLookedAt() {
        assertThat(called(Said.privately("ping".repeat(3_000_000)))).isEmpty();
        assertThat(called(Said.privately(" ".repeat(10_000_000) + "ping"))).isEmpty();
    }

    @Test
    void aLongMessageIsRefusedWithASentence() {
        int longest = PluginCommands.LONGEST - "help ".length();
        assertThat(bot.hears("help " + "x".repeat(longest))).isEmpty();
        assertThat(bot.hears("help " + "x".repeat(longest + 1)))
                .isEqualTo("That is too long for me: help takes 16,384 characters at most.");
        assertThat(bot.hears("help " + "\"x ".repeat(3_000_000))).startsWith("That is too long");
        assertThat(calls).hasSize(1);
    }

    @Test
    void wordThatIsTakenIsRefusedAndNothingIsAdded() {
        assertThatThrownBy(() -> bot.with(
                        CommandSpec.named("fresh").handle(call -> {}),
                        CommandSpec.named("other").aliases("ＰＩＮＧ").handle(call -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'other'", "'ping'", "expected: another word");
        assertThat(bot.catalog().all()).extracting(CommandInfo::name).containsExactly("help", "ping");
    }

    @Test
    void commandCanBeTakenBack() {
        PluginCommands commands =
                bot.catalog().of("y", new BundledTexts("y", file -> null, Languages.spoken()), e -> {});
        CommandSpec late = CommandSpec.named("late").aliases("l").handle(call -> calls.add("late"));
        commands.add(List.of(late));
        commands.remove(List.of(late));
        assertThat(commands.handle(Said.privately("l"))).isEqualTo(Outcome.PASS);
        assertThat(commands.isEmpty()).isTrue();
    }

    @Test
    void commandThatThrowsIsLoggedAnsweredAndConsumesTheMessage() {
        bot.with(CommandSpec.named("boom").handle(call -> {
            throw new AssertionError("boom");
        }));
        try (CapturedLog log = CapturedLog.of(PluginCommands.class)) {
            assertThat(bot.hears("boom")).isEqualTo("boom went wrong on my side. The operator has been told.");
            assertThat(bot.failures()).singleElement().isInstanceOf(AssertionError.class);
            assertThat(log.errors())
                    .singleElement()
                    .asString()
                    .contains("plugin=x", "chat=test/friend/1", "command=boom");
        }
    }

    @Test
    void whatIsWrongIsToldWithTheUsageInTheLanguageOfTheChat() {
        Arg<Integer> times = Arg.integer("times", 1, 20);
        bot.with(CommandSpec.named("wait").args(times).handle(call -> calls.add("wait")));
        assertThat(bot.hears("wait long"))
                .isEqualTo("\"long\" is not a whole number from 1 to 20.\nUsage: wait <times>");
        assertThat(bot.hears(Said.privately("wait 等").in(Locale.SIMPLIFIED_CHINESE)))
                .isEqualTo("“等”不是 1 到 20 之间的整数。\n用法：wait <times>");
        assertThat(bot.hears("wait")).isEqualTo("<times> is missing.\nUsage: wait <times>");
        assertThat(bot.hears("wait 3 4")).isEqualTo("I do not know what to do with \"4\".\nUsage: wait <times>");
        assertThat(bot.hears("wait \"3")).isEqualTo("The quote \"3 is not closed; \" is missing.\nUsage: wait <times>");
        assertThat(calls).isEmpty();
    }

    @Test
    void aSentenceOfTheHandlerIsAnsweredAlone() {
        bot.phrases("messages_en.properties", "no.luck = no luck, {0}");
        bot.with(
                CommandSpec.named("one").handle(call -> {
                    throw new UsageException("Not today.");
                }),
                CommandSpec.named("two").handle(call -> {
                    throw UsageException.phrase("no.luck", "\u202e" + "x".repeat(50));
                }));
        try (CapturedLog log = CapturedLog.of(PluginCommands.class)) {
            assertThat(bot.hears("one")).isEqualTo("Not today.");
            assertThat(bot.hears("two")).isEqualTo("no luck, \\u202e" + "x".repeat(39) + "…");
            assertThat(log.errors()).isEmpty();
        }
    }

    @Test
    void aRestingCommandIsToldOncePerRest() {
        bot.with(CommandSpec.named("draw")
                .cooldown(Duration.ofSeconds(90), Cooldown.Per.PERSON)
                .handle(call -> call.reply("card")));
        assertThat(bot.hears("draw")).isEqualTo("card");
        bot.waits(Duration.ofSeconds(10));
        assertThat(bot.hears("draw")).isEqualTo("draw has to rest: try again in 1m20s.");
        assertThat(bot.hears("draw")).isEmpty();
        assertThat(bot.hears(Said.privately("draw").by("bob"))).isEqualTo("card");
        bot.waits(Duration.ofSeconds(80));
        assertThat(bot.hears("draw")).isEqualTo("card");
    }

    @Test
    void ofTooManyRestsTheFirstIsForgotten() {
        bot.with(CommandSpec.named("draw")
                .cooldown(Duration.ofSeconds(90), Cooldown.Per.PERSON)
                .handle(call -> call.reply("card")));
        for (int i = 0; i <= Cooldowns.MOST; i++) {
            assertThat(bot.hears(Said.privately("draw").by("person " + i))).isEqualTo("card");
        }
        assertThat(bot.hears(Said.privately("draw").by("person 1"))).startsWith("draw has to rest");
        assertThat(bot.hears(Said.privately("draw").by("person 0"))).isEqualTo("card");
    }

    @Test
    void aCommandCanRestForAWholeChat() {
        bot.with(CommandSpec.named("draw")
                .cooldown(Duration.ofSeconds(90), Cooldown.Per.CHAT)
                .handle(call -> call.reply("card")));
        assertThat(bot.hears("draw")).isEqualTo("card");
        assertThat(bot.hears(Said.privately("draw").by("bob"))).startsWith("draw has to rest");
        assertThat(bot.hears(Said.inGroup("draw pual", "draw"))).isEqualTo("card");
    }

    @Test
    void whatWasNotCarriedOutDoesNotRest() {
        Arg<Integer> count = Arg.integer("count");
        bot.with(CommandSpec.named("draw")
                .args(count)
                .cooldown(Duration.ofSeconds(90), Cooldown.Per.PERSON)
                .handle(call -> {
                    if (call.get(count) > 3) {
                        throw new UsageException("So many there are not.");
                    }
                    call.reply("card");
                }));
        assertThat(bot.hears("draw many")).startsWith("\"many\" is not");
        assertThat(bot.hears("draw 4")).isEqualTo("So many there are not.");
        assertThat(bot.hears("draw 1")).isEqualTo("card");
    }

    @Test
    void whoLacksThePermissionIsToldSo() {
        bot.with(CommandSpec.named("teach").permission("keywords.teach").handle(call -> calls.add("teach")))
                .forbidding("keywords.teach");
        assertThat(bot.hears("teach")).isEqualTo("You may not use teach; it needs the permission keywords.teach.");
        assertThat(calls).isEmpty();
        assertThat(bot.catalog().availableTo(Said.privately("")))
                .extracting(CommandInfo::name)
                .containsExactly("help", "ping");
    }

    @Test
    void aCommandThatIsSwitchedOffLeavesItsWordToOthers() {
        bot.withPlugin("y", CommandSpec.named("ping").handle(call -> calls.add("y")))
                .switchedOff("x/ping");
        assertThat(called(Said.privately("ping"))).isEqualTo("y");
    }

    @Test
    void anArgumentOfAnotherCommandIsNamed() {
        Arg<Integer> other = Arg.integer("other");
        bot.with(CommandSpec.named("mixed").handle(call -> call.get(other)));
        try (CapturedLog log = CapturedLog.of(PluginCommands.class)) {
            bot.hears("mixed");
            assertThat(log.errors()).singleElement().asString().contains("command=mixed");
        }
    }
}
