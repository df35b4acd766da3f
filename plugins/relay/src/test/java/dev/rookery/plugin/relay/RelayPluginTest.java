package dev.rookery.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestGroup;
import dev.rookery.testkit.TestUser;
import org.junit.jupiter.api.Test;

@PluginTest(RelayPlugin.class)
class RelayPluginTest {

    private static final String JOIN = "joins: [{chats: [left/group/tea, right/friend/ming]}]";

    private static TestGroup tea(TestBot bot) {
        return bot.account("left").group("tea");
    }

    private static TestUser ming(TestBot bot) {
        return bot.account("right").user("ming");
    }

    private static void join(TestBot bot) {
        bot.config(JOIN);
        tea(bot);
        ming(bot);
    }

    @Test
    void whatIsSaidInOneChatIsSaidInTheOtherWithItsSpeaker(TestBot bot) {
        join(bot);
        tea(bot).member("alice").says("good morning");
        ming(bot).expectReply("[alice] good morning");
        ming(bot).says("and to you");
        tea(bot).expectReply("[ming] and to you");
        bot.expectNothingElse();
    }

    @Test
    void chatsThatAreNotJoinedAreLeftAlone(TestBot bot) {
        join(bot);
        bot.account("left").group("coffee").member("alice").says("hello");
        bot.account("right").user("hong").says("hello");
        bot.expectNothing();
    }

    @Test
    void withoutASettingNothingIsJoined(TestBot bot) {
        tea(bot).member("alice").says("hello");
        bot.expectNothing();
    }

    @Test
    void orderIsKept(TestBot bot) {
        join(bot);
        for (int i = 0; i < 10; i++) {
            tea(bot).member("alice").says("line " + i);
        }
        for (int i = 0; i < 10; i++) {
            ming(bot).expectReply("[alice] line " + i);
        }
    }

    @Test
    void chatsOfSeveralJoinsHearOfEachOnce(TestBot bot) {
        bot.config("joins: [{chats: [a/group/x, b/group/x, c/group/x]}, {chats: [a/group/x, b/group/x]}]");
        TestGroup b = bot.account("b").group("x");
        TestGroup c = bot.account("c").group("x");
        bot.account("a").group("x").member("alice").says("hi");
        b.expectReply("[alice] hi");
        c.expectReply("[alice] hi");
        bot.expectNothingElse();
    }

    @Test
    void whatComesBackDoesNotGoRound(TestBot bot) {
        bot.config("joins: [{chats: [left/group/tea, right/group/tea]}]");
        TestGroup left = tea(bot);
        TestGroup right = bot.account("right").group("tea");
        left.member("alice").says("hi");
        right.expectReply("[alice] hi");
        left.member("our other account").says("[alice] hi");
        right.member("another bot").says("[left] [alice] hi");
        bot.expectNothing();
        left.member("alice").says("hi");
        right.expectReply("[alice] hi");
    }

    @Test
    void aLongTextThatComesBackIsKnownAgain(TestBot bot) {
        join(bot);
        String text = "x".repeat(1_000_000);
        tea(bot).member("alice").says(text);
        ming(bot).expectReply("[alice] " + text);
        ming(bot).says("[left] [alice] " + text);
        tea(bot).expectNothing();
    }

    @Test
    void facesAndMentionsBecomeWordsAndPicturesArePassedOn(TestBot bot) {
        join(bot);
        Segment.Image picture = new Segment.Image(new Media.Bytes(new byte[] {1, 2}, "image/png"), "a.png");
        TestGroup tea = tea(bot);
        tea.member("alice")
                .says(Message.of(
                        new Segment.Mention(tea.member("bob").person().id(), "bob"),
                        new Segment.Text(" see "),
                        new Segment.Face("14", "微笑"),
                        picture));
        assertThat(ming(bot)
                        .expectReply("[alice] @bob see [微笑][a.png]")
                        .message()
                        .segments())
                .endsWith(picture);
    }

    @Test
    void aPictureThatIsNotToBeHadIsItsName(TestBot bot) {
        join(bot);
        tea(bot).member("alice").says(Message.of(new Segment.Image(new Media.Remote("left", "somewhere"), "a.png")));
        assertThat(ming(bot).expectReply("[alice] [a.png]").message().segments())
                .allMatch(segment -> segment instanceof Segment.Text);
    }

    @Test
    void namesAreOneLineThatCanBeSeen(TestBot bot) {
        join(bot);
        tea(bot).member("a\u202el\ni\u200bce" + "x".repeat(100)).says("hi");
        ming(bot).expectReply("[al ice" + "x".repeat(33) + "…] hi");
        tea(bot).member("👨\u200d👩\u200d👧").says("hi");
        ming(bot).expectReply("[👨\u200d👩\u200d👧] hi");
    }

    @Test
    void anEditOfTheFileHoldsFromTheNextMessageOn(TestBot bot) {
        join(bot);
        tea(bot).member("alice").says("one");
        ming(bot).expectReply("[alice] one");
        bot.config("joins: []");
        tea(bot).member("alice").says("two");
        bot.expectNothing();
        assertThat(bot.expectConfigFailure("joins: [{chats: [left/group/tea]}]"))
                .contains("two or more different ones");
        bot.config(JOIN);
        tea(bot).member("alice").says("three");
        ming(bot).expectReply("[alice] three");
    }

    @Test
    void aMistakeInTheSettingsIsToldWithWhatWouldBeRight(TestBot bot) {
        bot.config("joins: [{chats: [left/group/tea, right/crowd/ming]}]");
        assertThat(bot.expectStartFailure()).contains("right/crowd/ming", "(expected: a chat such as pual/group/42");
    }

    @Test
    void aJoinOfOneChatIsAMistake(TestBot bot) {
        bot.config("joins: [{chats: [left/group/tea, left/group/tea]}]");
        assertThat(bot.expectStartFailure()).contains("two or more different ones");
    }
}
