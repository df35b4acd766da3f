package dev.rookery.plugin.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.operator.Explained;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestUser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@PluginTest(CommandsPlugin.class)
class CommandsPluginTest {

    /** Brings enough commands for a second page, and one that is hidden. */
    public static final class ManyPlugin implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            for (char c = 'a'; c < 'a' + Help.PAGE; c++) {
                context.commands().register(CommandSpec.named("many-" + c).handle(call -> {}));
            }
            context.commands().register(CommandSpec.named("secret").hidden().handle(call -> {}));
        }
    }

    @Test
    void pingIsAnswered(TestBot bot) {
        bot.user("alice").says("ping");
        bot.expectReply("pong");
        bot.group("rooks").member("bob").says("ping Rookery");
        bot.expectReply("pong");
        bot.group("rooks").member("bob").says("ping");
        bot.expectNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "disable echo /",
                "disable echo test/",
                "disable \ud800 \udc00",
                "enable \uffff everywhere",
                "help 000",
                "help \u202e",
                "language \ud800",
                "language -_-"
            })
    void whatIsTypedWrongIsAnsweredInOneMessageAndIsNoFault(String words, TestBot bot) {
        bot.owner("root").says(words);
        bot.expectReply(text -> !text.isBlank() && text.length() < 1_000);
        bot.user("alice").says("ping");
        bot.expectReply("pong");
        bot.expectNothingElse();
    }

    @Test
    void helpListsTheCommands(TestBot bot) {
        bot.user("alice").says("help");
        bot.expectReply("I know these commands:\n"
                + "about - tells what I am\n"
                + "help [command] - lists what I can do, or tells more about one command\n"
                + "language [language] - tells or chooses the language that I answer in here\n"
                + "ping - answers pong, to see whether I am there\n"
                + "plugins - lists the plugins at work\n"
                + "uptime - tells how long I have been running");
        bot.group("rooks").member("bob").says("help Rookery");
        bot.expectReply(text -> text.endsWith("\nIn a group, say my name with it: ping Rookery"));
    }

    @Test
    void helpSpeaksTheLanguageOfTheChat(TestBot bot) {
        bot.user("alice").says("帮助");
        bot.expectReply(text -> text.startsWith("我会这些命令：\nabout - 介绍我自己\nhelp [命令] - "));
        bot.user("bob").says("help");
        bot.expectReply(text -> text.startsWith("I know these commands:"));
    }

    @Test
    void helpTellsMoreAboutOneCommand(TestBot bot) {
        bot.user("alice").says("help HELP");
        bot.expectReply("help [command]\n"
                + "lists what I can do, or tells more about one command\n"
                + "  command - a command, or the number of a page\n"
                + "Also: 帮助");
        bot.user("alice").says("help dance");
        bot.expectReply("I do not know the command \"dance\". Say help for those I know.");
    }

    @Test
    @PluginTest({CommandsPlugin.class, ManyPlugin.class})
    void manyCommandsAreListedPageByPage(TestBot bot) {
        bot.user("alice").says("help");
        bot.expectReply(text ->
                text.lines().count() == Help.PAGE + 2 && text.endsWith("\nPage 1 of 2; help 2 shows the next."));
        bot.user("alice").says("help 2");
        bot.expectReply(text -> text.contains("uptime - ") && text.endsWith("\nPage 2 of 2."));
        bot.user("alice").says("help 3");
        bot.expectReply("There are 2 pages.");
        bot.user("alice").says("help secret");
        bot.expectReply(text -> text.startsWith("I do not know the command \"secret\"."));
    }

    @Test
    void theBotTellsWhatItIs(TestBot bot) {
        bot.user("alice").says("about");
        bot.expectReply(text -> text.startsWith("I am Rookery, a bot on Rookery "));
        bot.user("alice").says("plugins");
        bot.expectReply(text -> text.startsWith("commands "));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, I have been running for 0 s.",
        "PT59.9S, I have been running for 59 s.",
        "PT60S, I have been running for 1 min 0 s.",
        "PT3599S, I have been running for 59 min 59 s.",
        "PT1H, I have been running for 1 h 0 min.",
        "PT23H59M, I have been running for 23 h 59 min.",
        "PT49H30M, I have been running for 2 d 1 h."
    })
    void uptimeIsToldInItsTwoLargestUnits(Duration up, String told, TestBot bot) {
        bot.start();
        bot.clock().advance(up);
        bot.user("alice").says("uptime");
        bot.expectReply(told);
    }

    @Test
    void whatIsNearlyACommandIsGuessed(TestBot bot) {
        bot.user("alice").says("pign");
        bot.expectReply("I do not know \"pign\". Did you mean \"ping\"?");
    }

    @Test
    void whoAdministersAGroupSwitchesInItAndNowhereElse(TestBot bot) {
        TestUser carol = bot.group("rooks").admin("carol");
        TestUser bob = bot.group("rooks").member("bob");
        TestUser dave = bot.group("ravens").member("dave");

        carol.saysToBot("disable ping");
        bot.expectReply("commands/ping is off now.");
        dave.saysToBot("ping");
        bot.expectReply("pong");
        carol.saysToBot("disable ping everywhere");
        bot.expectReply("I did not do that: permission rookery.switch needs admin, the sender is group-admin");
        carol.saysToBot("enable ping");
        bot.expectReply("commands/ping is on now.");
        bob.saysToBot("ping");
        bot.expectReply("pong");
        carol.saysToBot("disable pingg");
        bot.expectReply("I know no plugin and no command \"pingg\".");
    }

    @Test
    void whoHasNoSayIsToldSo(TestBot bot) {
        bot.group("rooks").member("bob").saysToBot("disable ping");
        bot.expectReply(text -> text.contains("disable"));
        bot.group("rooks").member("bob").saysToBot("ping");
        bot.expectReply("pong");
    }

    @Test
    void whyTellsWhatBecameOfTheLastMessages(TestBot bot) {
        TestUser carol = bot.group("rooks").admin("carol");
        carol.saysToBot("disable ping");
        bot.expectReply("commands/ping is off now.");
        carol.saysToBot("why");
        bot.expectReply(text -> text.contains("- commands took it for the command disable")
                && text.contains("- the answer of commands was sent"));
    }

    /** Asks at the second message, while that one is on its way, what became of both. */
    public static final class CuriousPlugin implements BotPlugin {

        private IncomingMessage first;

        @Override
        public void onEnable(PluginContext context) {
            context.onMessage(message -> {
                if (first == null) {
                    first = message;
                    return Outcome.PASS;
                }
                Explained second = context.operator().why(first, 1).get(0);
                message.reply(second.text() + " under way: " + second.underWay());
                Explained before = context.operator().why(message, 1).get(0);
                message.reply(before.text() + " under way: " + before.underWay());
                return Outcome.CONSUMED;
            });
        }
    }

    @Test
    @PluginTest({CommandsPlugin.class, CuriousPlugin.class})
    void messageThatIsOnItsWayIsNotTakenForOneThatNobodyTook(TestBot bot) {
        TestUser carol = bot.group("rooks").admin("carol");
        carol.says("one");
        carol.says("two");
        bot.expectReply("two under way: true");
        bot.expectReply("one under way: false");
    }

    @Test
    void whyNamesWhatStoppedAPluginInTheLanguageOfTheChat(TestBot bot) {
        TestUser carol = bot.group("rooks").admin("carol");
        carol.saysToBot("disable ping");
        bot.expectReply("commands/ping is off now.");
        bot.group("rooks").member("bob").saysToBot("ping");
        bot.group("rooks").member("bob").saysToBot("why");
        bot.expectReply(text -> text.contains("why"));
        carol.saysToBot("language zh-CN");
        bot.expectReply("我在这里用中文回答。");
        carol.saysToBot("why");
        bot.expectReply(
                text -> text.contains("- commands 拒绝了，发送者没有权限：命令 why：权限 rookery.why 需要 group-admin，发送者是 member"));
        carol.saysToBot("language en");
        bot.expectReply("I answer in English here.");
        bot.group("rooks").member("bob").saysToBot("ping");
        carol.saysToBot("why");
        bot.expectReply(text ->
                text.contains("- commands was not asked: command ping of plugin commands is switched off" + " for "));
    }

    @Test
    void thoseWhoMayChooseTheLanguageOfAGroup(TestBot bot) {
        TestUser carol = bot.group("rooks").admin("carol");
        TestUser bob = bot.group("rooks").member("bob");
        bob.saysToBot("language");
        bot.expectReply("I answer in English here.");
        bob.saysToBot("language zh-CN");
        bot.expectReply("I did not do that: permission rookery.language needs group-admin, the sender is member");
        carol.saysToBot("language 中文");
        bot.expectReply("我在这里用中文回答。");
        bot.restart();
        bob.saysToBot("uptime");
        bot.expectReply("我已经运行了 0 秒。");
        bot.group("ravens").member("dave").saysToBot("language");
        bot.expectReply("I answer in English here.");
        carol.saysToBot("语言 自动");
        bot.expectReply(text -> text.startsWith("我在这里自己选择语言") || text.startsWith("I choose the language"));
    }

    @Test
    void everybodyChoosesTheLanguageOfTheirOwnChat(TestBot bot) {
        TestUser alice = bot.user("alice");
        alice.says("language zh");
        bot.expectReply("我在这里用中文回答。");
        alice.says("language klingon");
        bot.expectReply(text -> text.startsWith("我不认识语言“klingon”。"));
        alice.says("language en_GB");
        bot.expectReply("I answer in English here.");
        alice.says("help language");
        bot.expectReply(text -> text.contains("auto lets me choose"));
    }

    @Test
    void bothLanguagesHaveTheSamePhrases() throws IOException {
        Set<String> english = keys("messages_en.properties");
        assertThat(english).isNotEmpty();
        assertThat(keys("messages_zh_CN.properties")).containsAll(english);
    }

    private static Set<String> keys(String file) throws IOException {
        Properties phrases = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(CommandsPlugin.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            phrases.load(in);
        }
        return phrases.stringPropertyNames();
    }
}
