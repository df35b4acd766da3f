package dev.rookery.plugin.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestUser;
import org.junit.jupiter.api.Test;

@PluginTest(EchoPlugin.class)
class EchoPluginTest {

    @Test
    void privatelyItAnswersWithTheSameWords(TestBot bot) {
        bot.user("ming").says("hello rookery");
        bot.expectReply("hello rookery");
        bot.stranger("hong").says("hi");
        bot.expectReply("hi");
        bot.expectNothingElse();
    }

    @Test
    void facesAreAnsweredAsFaces(TestBot bot) {
        Message smile = Message.of(new Segment.Text("hi "), new Segment.Face("14", "微笑"));
        bot.user("ming").says(smile);
        bot.expectReply(smile);
    }

    @Test
    void aPrefixIsNeededAndLeftOut(TestBot bot) {
        bot.config("prefix: 'echo '");
        TestUser ming = bot.user("ming");
        ming.says("echo hello");
        bot.expectReply("hello");
        ming.says("hello");
        ming.says("echo ");
        ming.says(Message.of(new Segment.Face("14", "微笑")));
        bot.expectNothing();
    }

    @Test
    void inGroupsItAnswersWhenCalledAndLeavesItsNameOut(TestBot bot) {
        TestUser ming = bot.group("rooks").member("ming");
        ming.says("hello");
        bot.expectNothing();
        ming.saysToBot("hello");
        bot.expectReply("hello");
        ming.says("rookery: hello again");
        bot.expectReply("hello again");
    }

    @Test
    void inGroupsItCanAnswerAlways(TestBot bot) {
        bot.config("groups: always");
        bot.group("rooks").member("ming").says("hello rookery");
        bot.expectReply("hello rookery");
    }

    @Test
    void inGroupsItCanBeSilent(TestBot bot) {
        bot.config("groups: never");
        bot.group("rooks").member("ming").saysToBot("hello");
        bot.discussion("supper").member("ming").saysToBot("hello");
        bot.expectNothing();
        bot.user("ming").says("hello");
        bot.expectReply("hello");
    }

    @Test
    void aMistakeInTheSettingsIsTold(TestBot bot) {
        bot.config("groups: sometimes");
        assertThat(bot.expectStartFailure()).contains("plugins.echo.groups", "on-mention, always, never");
    }
}
