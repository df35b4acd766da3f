package dev.rookery.plugin.keywords;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PluginTest(KeywordsPlugin.class)
class KeywordsPluginTest {

    private static void teach(TestBot bot, TestUser who, String words) {
        who.says("teach " + words);
        bot.expectReply(text -> text.startsWith("When somebody says "));
    }

    @Test
    void whatItWasTaughtItAnswersAlsoAfterAReload(TestBot bot) {
        TestUser ming = bot.user("ming");
        ming.says("teach hello Hi there!");
        bot.expectReply("When somebody says hello, I know what to answer.");
        ming.says("Hello");
        bot.expectReply("Hi there!");
        ming.says("hello you");
        bot.expectNothing();
        bot.reload();
        ming.says("  ｈｅｌｌｏ ");
        bot.expectReply("Hi there!");
    }

    @Test
    void eachChatHasItsOwnAnswers(TestBot bot) {
        TestUser ming = bot.group("rooks").admin("ming");
        ming.says("good morning");
        bot.expectNothing();
        ming.saysToBot("teach hello Kaw!");
        bot.expectReply("When somebody says hello, I know what to answer.");
        bot.group("rooks").member("hong").says("hello");
        bot.expectReply("Kaw!");
        bot.group("gulls").member("hong").says("hello");
        bot.user("ming").says("hello");
        bot.expectNothing();
    }

    @Test
    void inAGroupItLearnsFromAdministratorsOnly(TestBot bot) {
        TestUser hong = bot.group("rooks").member("hong");
        hong.saysToBot("teach hello Kaw!");
        bot.expectReply("In a group, I learn from its administrators only.");
        hong.saysToBot("forget hello");
        bot.expectReply("In a group, I learn from its administrators only.");
        hong.says("hello");
        bot.expectNothing();
    }

    @Test
    void exactWordsComeBeforePartsAndPartsBeforePatterns(TestBot bot) {
        TestUser ming = bot.user("ming");
        teach(bot, ming, "/r.*k/ pattern");
        teach(bot, ming, "*rook* part");
        teach(bot, ming, "\"*a rook*\" longer part");
        teach(bot, ming, "\"a rook\" exact");
        ming.says("A ROOK");
        bot.expectReply("exact");
        ming.says("see a rook there");
        bot.expectReply("longer part");
        ming.says("rooks");
        bot.expectReply("part");
        ming.says("ruck");
        bot.expectReply("pattern");
    }

    @Test
    void itForgetsAndLists(TestBot bot) {
        TestUser ming = bot.user("ming");
        ming.says("keywords");
        bot.expectReply("Nobody has taught me anything in this chat. Try: teach hello Hi there!");
        teach(bot, ming, "hello Hi!");
        teach(bot, ming, "\"good night\" Sleep well!");
        ming.says("keywords");
        bot.expectReply("I was taught 2 answers:\ngood night (by ming)\nhello (by ming)");
        ming.says("forget hello");
        bot.expectReply("I have forgotten what to answer to hello.");
        ming.says("forget hello");
        bot.expectReply("Nobody has taught me an answer to hello.");
        ming.says("hello");
        bot.expectNothing();
    }

    @Test
    void anAnswerCanBeReplaced(TestBot bot) {
        bot.config("most-per-chat: 1");
        TestUser ming = bot.user("ming");
        teach(bot, ming, "hello one");
        teach(bot, ming, "HELLO two");
        ming.says("hello");
        bot.expectReply("two");
        ming.says("teach bye three");
        bot.expectReply("I cannot remember more than 1 answers in one chat. Let me forget some.");
    }

    @Test
    void whatIsTooLongOrWrongIsRefused(TestBot bot) {
        bot.config("longest-answer: 5");
        TestUser ming = bot.user("ming");
        ming.says("teach hello 123456");
        bot.expectReply("My answers have at most 5 characters.");
        ming.says("teach " + "x".repeat(101) + " a");
        bot.expectReply(text -> text.startsWith("What is asked has 1 to 100 characters."));
        ming.says("teach /(a/ b");
        bot.expectReply(text -> text.startsWith("I do not understand that pattern: missing closing )."));
        ming.says("teach \"/(早/ \" b");
        bot.expectReply(text -> text.contains("看不懂这个模式") || text.contains("that pattern"));
        ming.says("teach \"/(x{10}){11}/\" b");
        bot.expectReply(text -> text.startsWith("A pattern repeats things up to 100 times in all."));
        ming.says("teach /x{99999999999999999999}/ b");
        bot.expectReply(text -> text.startsWith("A pattern repeats things up to 100 times in all."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/(a+)+$x/", "/a*a*a*a*a*a*b/", "/(){100}((a|b)*)*x/", "/((((.*)*)*)*)*x/"})
    void aPatternWithoutEndHoldsNobodyUp(String pattern, TestBot bot) {
        TestUser ming = bot.user("ming");
        teach(bot, ming, pattern + " never");
        teach(bot, ming, "/a+c/ but this");
        ming.says("a".repeat(5_000));
        bot.expectNothing();
        ming.says("a".repeat(60) + "c");
        bot.expectReply("but this");
        ming.says("forget " + pattern);
        bot.expectReply("I have forgotten what to answer to " + pattern + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ud800",
                "a\udc00b",
                "\uffff",
                "\"/a\nb/\"",
                "\"a\u0000b\"",
                "\"* *\"",
                "**",
                "//",
                "*",
                "/",
                "👨\u200d👩\u200d👧",
                "\u202eolleh",
                "\u0130\u0130",
                "\ufdfa"
            })
    void whateverIsTaughtIsKnownAgainAndForgotten(String words, TestBot bot) {
        TestUser ming = bot.user("ming");
        ming.says("teach " + words + " yes");
        String told = bot.expectReply().text();
        if (told.startsWith("When somebody says ")) {
            bot.restart();
            ming.says(words.replace("\"", ""));
            bot.expectReply("yes");
            ming.says("something else");
            bot.expectNothing();
            ming.says("forget " + words);
            bot.expectReply(text -> text.startsWith("I have forgotten"));
        }
        bot.expectNothingElse();
    }

    @Test
    void aTriggerOfTheMostCharactersIsKeptAndOneOfMoreIsRefused(TestBot bot) {
        TestUser ming = bot.user("ming");
        teach(bot, ming, "\u0130".repeat(50) + " longest");
        ming.says("teach " + "x".repeat(101) + " a");
        bot.expectReply(text -> text.startsWith("What is asked has 1 to 100 characters."));
    }

    @Test
    void twoGroupsThatTeachTheSameAreAnsweredEachItsOwn(TestBot bot) {
        for (String group : new String[] {"rooks", "gulls"}) {
            bot.group(group).admin("ming").saysToBot("teach hello from " + group);
            bot.expectReply("When somebody says hello, I know what to answer.");
        }
        bot.group("rooks").member("hong").says("hello");
        bot.expectReply("from rooks");
        bot.group("gulls").admin("ming").saysToBot("forget hello");
        bot.expectReply("I have forgotten what to answer to hello.");
        bot.group("rooks").member("hong").says("hello");
        bot.expectReply("from rooks");
    }

    @Test
    void aNameCannotForgeTheList(TestBot bot) {
        TestUser ming = bot.user("ming\n\u202ehong");
        teach(bot, ming, "hello Hi!");
        ming.says("keywords");
        bot.expectReply("I was taught 1 answers:\nhello (by ming hong)");
    }

    @Test
    void wordsOfAnyLengthAndKindAreBorne(TestBot bot) {
        TestUser ming = bot.user("ming");
        teach(bot, ming, "hello Hi!");
        ming.says("teach " + "\ufdfa".repeat(10_000_000) + " a");
        bot.expectReply(text -> text.length() < 1_000);
        ming.says("x".repeat(10_000_000));
        bot.expectNothing();
        ming.says("teach \"never closed");
        bot.expectReply(text -> text.length() < 1_000);
        ming.says("hello");
        bot.expectReply("Hi!");
    }

    @Test
    void itSpeaksTheLanguageOfTheChat(TestBot bot) {
        bot.user("ming").says("教 你好 你也好！");
        bot.expectReply(text -> text.contains("你好"));
        bot.user("ming").says("你好");
        bot.expectReply("你也好！");
    }
}
