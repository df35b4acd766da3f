package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

@PluginTest(SamplePlugin.class)
class TestBotTest {

    @Test
    void aFriendSpeaksAndIsAnswered(TestBot bot) {
        bot.user("alice").says("shout hi");
        bot.expectReply("HI");
        bot.expectNothingElse();
    }

    @Test
    void aGroupIsOverheardAndTheBotIsCalledByAMention(TestBot bot) {
        TestGroup rooks = bot.group("rooks");
        rooks.member("bob").says("hello");
        bot.expectNothing();
        rooks.member("bob").saysToBot("hello");
        rooks.expectReply("hello bob");
        rooks.member("carol").says(Message.of(new Segment.Text("hello "), bot.mention()));
        rooks.expectReply("hello carol");
    }

    @Test
    void repliesOfOneChatAreExpectedInTheirOrder(TestBot bot) {
        bot.user("alice").says("twice");
        assertThatThrownBy(() -> bot.expectReply("two")).isInstanceOf(AssertionFailedError.class);
        bot.expectReply("one");
        bot.expectReply("two");
    }

    @Test
    void repliesOfDifferentChatsAreExpectedInAnyOrder(TestBot bot) {
        TestUser alice = bot.user("alice");
        TestUser bob = bot.user("bob");
        alice.says("shout a");
        bob.says("shout b");
        bot.expectReply("B");
        alice.expectReply("A");
        bob.expectNothing();
    }

    @Test
    void aReplyCanBeLookedAtClosely(TestBot bot) {
        bot.user("alice").says("shout hi");
        Reply reply = bot.expectReply();
        assertThat(reply.message()).isEqualTo(Message.text("HI"));
        assertThat(reply.chat().name()).isEqualTo("alice");
        assertThat(reply.at()).isEqualTo(TestBot.START);
    }

    @Test
    void otherEventsHappen(TestBot bot) {
        bot.group("rooks").joins("dave");
        bot.expectReply("welcome dave");
    }

    @Test
    void settingsCountForTheStart(TestBot bot) {
        bot.config("prefix: '> '");
        bot.user("alice").says("shout hi");
        bot.expectReply("> HI");
    }

    @Test
    void settingsThatAreEditedCountAtOnce(TestBot bot) {
        TestUser alice = bot.user("alice");
        alice.says("shout hi");
        bot.expectReply("HI");
        bot.config("prefix: '> '");
        alice.says("shout hi");
        bot.expectReply("> HI");
        assertThat(bot.expectConfigFailure("prefx: x")).contains("prefx", "did you mean 'prefix'");
        assertThatThrownBy(() -> bot.config("prefx: x"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("the plugin refuses its new settings: ");
        alice.says("shout on");
        bot.expectReply("> ON");
        assertThatThrownBy(() -> bot.expectConfigFailure("prefix: ''")).isInstanceOf(AssertionFailedError.class);
    }

    @Test
    void whatAListenerToSettingsThrowsIsAFailure(TestBot bot) {
        bot.start();
        bot.config("prefix: boom");
        assertThat(bot.expectFailure()).hasMessage("boom");
    }

    @Test
    void aMistakeInTheSettingsKeepsThePluginFromStarting(TestBot bot) {
        bot.config("prefx: x");
        assertThat(bot.expectStartFailure()).contains("prefx", "prefix");
    }

    @Test
    void whatAPluginRemembersIsGoneAfterAReload(TestBot bot) {
        TestUser alice = bot.user("alice");
        alice.says("count");
        alice.says("count");
        bot.expectReply("1");
        bot.expectReply("2");
        bot.reload();
        alice.says("count");
        bot.expectReply("1");
        bot.restart();
        alice.says("count");
        bot.expectReply("1");
    }

    @Test
    void ownersAndAdminsHaveMoreToSay(TestBot bot) {
        TestUser bob = bot.user("bob");
        bob.says("hush");
        bob.expectReply("You may not use hush; it needs the permission sample.hush.");
        assertThat(bot.transcript()).contains("-- sample is told no: command hush: permission sample.hush needs ");
        bot.admin("ann: \"the\" admin").says("hush");
        bot.expectReply("hushed");
        bot.owner("eve").says("hush");
        bot.expectReply("hushed");
        bot.group("rooks").member("eve").saysToBot("hush");
        bot.expectReply("hushed");
        bot.restart();
        bot.user("eve").says("hush");
        bot.expectReply("hushed");
    }

    @Test
    void rolesInAGroupCountFromNowOn(TestBot bot) {
        bot.permissions("sample.hush: {level: group-admin}");
        TestGroup rooks = bot.group("rooks");
        rooks.member("ann").saysToBot("hush");
        rooks.expectReply(text -> text.startsWith("You may not use hush"));
        rooks.admin("ann").saysToBot("hush");
        rooks.expectReply("hushed");
        rooks.member("ann").saysToBot("hush");
        rooks.expectReply(text -> text.startsWith("You may not use hush"));
    }

    @Test
    void permissionsCountFromNowOn(TestBot bot) {
        bot.permissions("sample.hush: {allow: [test/bob]}");
        bot.user("bob").says("hush");
        bot.expectReply("hushed");
        bot.permissions("");
        bot.user("bob").says("hush");
        bot.expectReply(text -> text.startsWith("You may not use hush"));
    }

    @Test
    void whatPluginsMayChangeCountsFromNowOn(TestBot bot) {
        TestUser bob = bot.group("rooks").member("bob");
        bob.saysToBot("silence");
        bob.expectReply("not allowed");
        bot.allow(AccountPermission.GROUPS);
        bob.saysToBot("silence");
        bob.expectReply("silenced");
        assertThat(bot.transcript()).contains("-- the bot mutes bob in rooks for 10 min");
    }

    @Test
    void whatIsSwitchedOffSomewhereIsNotHeardThere(TestBot bot) {
        bot.scope("sample: {off: [test/group/rooks]}");
        bot.group("rooks").member("bob").saysToBot("hello");
        bot.expectNothing();
        bot.group("gulls").member("bob").saysToBot("hello");
        bot.expectReply("hello bob");
        bot.scope("");
        bot.group("rooks").member("bob").saysToBot("hello");
        bot.expectReply("hello bob");
        assertThatThrownBy(() -> bot.scope("sample: {of: [test/group/rooks]}"))
                .hasMessageContaining("rookery.yml:5:", "of", "off");
    }

    @Test
    void theNetworkRefuses(TestBot bot) {
        bot.account().refusesMessages("you are muted");
        bot.user("alice").says("shout hi");
        bot.expectNothing();
        bot.account().takesMessages();
        bot.user("alice").says("shout hi");
        bot.expectReply("HI");
    }

    @Test
    void theClockStandsUntilItIsTurned(TestBot bot) {
        assertThat(bot.clock().instant()).isEqualTo(TestBot.START);
        bot.clock().advance(Duration.ofHours(3));
        assertThat(bot.clock().instant()).isEqualTo(TestBot.START.plusSeconds(10_800));
    }

    @Test
    void whatAPluginPutsOffHappensAtItsTime(TestBot bot) {
        bot.user("alice").says("tea");
        bot.clock().advance(Duration.ofMinutes(2));
        bot.expectNothing();
        bot.clock().advance(Duration.ofHours(1));
        assertThat(bot.expectReply("tea is ready, after PT3M").at()).isEqualTo(TestBot.START.plusSeconds(180));
    }

    @Test
    void chanceIsTheSameEachTimeAndAnotherWithAnotherSeed(TestBot bot) {
        bot.user("alice").says("roll");
        String rolled = bot.expectReply().text();
        try (TestBot same = TestBot.of(SamplePlugin.class);
                TestBot other =
                        TestBot.builder().plugin(SamplePlugin.class).seed(2).build()) {
            same.user("bob").says("roll");
            same.expectReply(rolled);
            other.user("bob").says("roll");
            other.expectReply(text -> !text.equals(rolled));
        }
    }

    @Test
    void aFailureIsExpectedOnce(TestBot bot) {
        bot.user("alice").says("boom");
        assertThat(bot.expectFailure()).hasMessage("the fuse was lit");
        assertThatThrownBy(bot::expectFailure)
                .hasMessageStartingWith("expected that a plugin fails, but none did\n")
                .hasMessageContaining("\n  -- sample failed: java.lang.IllegalStateException: the fuse was lit");
    }

    @Test
    void aMissingReplyIsToldWithTheConversation(TestBot bot) {
        bot.user("alice").says("shout hi");
        bot.expectReply("HI");
        bot.group("rooks").member("bob").says("two\nlines");
        bot.clock().advance(Duration.ofMinutes(10));
        assertThatThrownBy(() -> bot.expectReply("BYE"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("""
                        expected the reply "BYE", but the bot said nothing

                        the conversation:
                          [alice      ]    alice: shout hi
                          [alice      ]  Rookery: HI
                          [group rooks]      bob: two
                                                  lines
                          -- 10 min later""");
    }

    @Test
    void aWrongReplyIsToldAsOneToCompare(TestBot bot) {
        bot.user("alice").says("shout hi");
        assertThatThrownBy(() -> bot.expectReply("hi")).isInstanceOfSatisfying(AssertionFailedError.class, failure -> {
            assertThat(failure)
                    .hasMessageStartingWith("expected the reply \"hi\", but the bot said\n  \"HI\" in alice\n");
            assertThat(failure.getExpected().getValue()).isEqualTo("hi");
            assertThat(failure.getActual().getValue()).isEqualTo("HI");
        });
        assertThatThrownBy(bot::expectNothing)
                .hasMessageStartingWith("expected nothing more, but the bot said\n  \"HI\" in alice\n");
    }
}
