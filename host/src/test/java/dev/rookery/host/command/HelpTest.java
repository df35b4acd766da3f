package dev.rookery.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Cooldown;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelpTest {

    private final Bot bot = new Bot()
            .phrases("messages_zh_CN.properties", """
                    command.roll = 掷骰子
                    command.roll.dice = 骰子
                    command.roll.dice.name = 骰子
                    """)
            .with(CommandSpec.named("roll")
                    .aliases("r", "掷")
                    .describe("rolls dice")
                    .args(
                            Arg.word("dice").describe("such as 2d6"),
                            Arg.integer("times", 1, 20).describe("how often").orElse(1),
                            Arg.choice("side", Map.of("up", 1)).orElse(1),
                            Arg.rest("why").optional())
                    .cooldown(Duration.ofSeconds(90), Cooldown.Per.CHAT)
                    .permission("dice.roll")
                    .handle(call -> {}));

    private CommandInfo roll() {
        return bot.catalog().find("ＲＯＬＬ").orElseThrow();
    }

    @Test
    void usageShowsWhatCanBeLeftOut() {
        assertThat(roll().usage(Locale.ENGLISH)).isEqualTo("roll <dice> [times] [up] [why…]");
    }

    @Test
    void helpTellsAllOfIt() {
        assertThat(roll().help(Locale.ENGLISH)).isEqualTo("""
                        roll <dice> [times] [up] [why…]
                        rolls dice
                          dice - such as 2d6
                          times - how often; 1 if left out
                          side - one of up; 1 if left out
                        Also: r, 掷
                        Rests 1m30s for each chat.
                        Needs the permission dice.roll.""");
    }

    @Test
    void thePluginsPhrasesComeFirst() {
        assertThat(roll().usage(Locale.SIMPLIFIED_CHINESE)).isEqualTo("roll <骰子> [times] [up] [why…]");
        assertThat(roll().help(Locale.SIMPLIFIED_CHINESE))
                .startsWith("roll <骰子> [times] [up] [why…]\n掷骰子\n  骰子 - 骰子\n  times - how often；不填则为 1\n")
                .contains("也可以写作：r, 掷", "每个会话冷却 1m30s。", "需要权限 dice.roll。");
    }

    @Test
    void commandsAreFoundByAnyOfTheirWords() {
        assertThat(bot.catalog().find("r")).map(CommandInfo::name).contains("roll");
        assertThat(bot.catalog().find("掷")).map(CommandInfo::plugin).contains("x");
        assertThat(bot.catalog().find("nothing")).isEmpty();
    }

    @Test
    void helpAsksNoClassOfThePluginForWordsAndIsNoLongerThanCanBeSent() {
        Object speechless = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no words");
            }
        };
        Bot hostile = new Bot()
                .with(CommandSpec.named("long")
                        .describe("x".repeat(1_000_000))
                        .args(
                                Arg.of("what", word -> (Object) word)
                                        .describe("y".repeat(1_000_000))
                                        .orElse(speechless),
                                Arg.duration("when").describe("when").orElse(Duration.ofSeconds(Long.MAX_VALUE)))
                        .handle(call -> {}));
        CommandInfo command = hostile.catalog().find("long").orElseThrow();
        assertThat(command.description(Locale.ENGLISH)).hasSize(501);
        assertThat(command.help(Locale.ENGLISH))
                .hasSizeLessThan(1_200)
                .contains("y…\n  when - when; PT2562047788015215H30M7S if left out");
    }
}
