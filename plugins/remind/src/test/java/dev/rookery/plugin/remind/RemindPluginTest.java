package dev.rookery.plugin.remind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestUser;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock begins on Thursday, 1 January 2026, at 12:00 UTC, which is 20:00 in Shanghai. */
@PluginTest(value = RemindPlugin.class, config = "zone: Asia/Shanghai")
class RemindPluginTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in 10m            | 2026-01-01 20:10",
                "in 1h30m          | 2026-01-01 21:30",
                "at 20:01          | 2026-01-01 20:01",
                "at 20:00          | 2026-01-02 20:00",
                "at 9:30           | 2026-01-02 09:30",
                "at 2026-12-24 8:00 | 2026-12-24 08:00"
            })
    void itRemindsOnceAtTheTimeThatWasSaid(String when, String due, TestBot bot) {
        bot.user("ming").says("remind " + when + " tea");
        bot.expectReply("I will remind you at " + due + ": tea (number 1)");
    }

    @ParameterizedTest
    @CsvSource({"过 10分钟, 2026-01-01 20:10", "在 9：30, 2026-01-02 09:30", "每 2小时, 22:00", "每天 8:00, 08:00"})
    void itUnderstandsChineseAndAnswersInIt(String when, String due, TestBot bot) {
        bot.user("ming").says("提醒 " + when + " 喝茶");
        bot.expectReply(text -> text.startsWith("我会") && text.contains(due) && text.contains("喝茶"));
    }

    @Test
    void aReminderIsToldOnce(TestBot bot) {
        bot.user("ming").says("remind in 10m tea");
        bot.expectReply();
        bot.clock().advance(Duration.ofMinutes(9));
        bot.expectNothing();
        bot.clock().advance(Duration.ofMinutes(1));
        bot.expectReply("Reminder: tea");
        bot.user("ming").says("reminders");
        bot.expectReply("You have no reminders here.");
        bot.clock().advance(Duration.ofDays(1));
        bot.expectNothing();
    }

    @Test
    void inAGroupThePersonIsMentioned(TestBot bot) {
        TestUser ming = bot.group("rooks").member("ming");
        ming.saysToBot("remind in 1h tea");
        bot.expectReply();
        bot.clock().advance(Duration.ofHours(1));
        assertThat(bot.expectReply().text()).isEqualTo("@ming Reminder: tea");
    }

    @Test
    void repeatingOnesGoOnAlsoAfterARestart(TestBot bot) {
        TestUser ming = bot.user("ming");
        ming.says("remind every 2h stretch");
        bot.expectReply("I will remind you again and again, first at 2026-01-01 22:00: stretch (number 1)");
        ming.says("remind daily 9:00 stand up");
        bot.expectReply("I will remind you again and again, first at 2026-01-02 09:00: stand up (number 2)");
        ming.says("remind cron \"0 18 * * fri\" go home");
        bot.expectReply("I will remind you again and again, first at 2026-01-02 18:00: go home (number 3)");
        ming.says("unremind 1");
        bot.expectReply("Reminder 1 is cancelled.");
        bot.clock().advance(Duration.ofHours(13));
        bot.expectReply("Reminder: stand up");
        bot.restart();
        bot.clock().advance(Duration.ofHours(9));
        bot.expectReply("Reminder: go home");
        ming.says("reminders");
        bot.expectReply("2: 2026-01-03 09:00 and again, stand up\n3: 2026-01-09 18:00 and again, go home");
        bot.clock().advance(Duration.ofHours(15));
        bot.expectReply("Reminder: stand up");
        bot.expectNothingElse();
    }

    @Test
    void oneThatCouldNotBeToldIsToldLateAndOnce(TestBot bot) {
        bot.user("ming").says("remind in 10m tea");
        bot.expectReply();
        bot.account().refusesMessages("off line");
        bot.clock().advance(Duration.ofHours(1));
        bot.restart();
        bot.clock().advance(Duration.ofHours(1));
        bot.expectNothing();
        bot.account().takesMessages();
        bot.clock().advance(Duration.ofMinutes(1));
        bot.expectReply("Reminder, late, it was for 2026-01-01 20:10: tea");
        bot.clock().advance(Duration.ofDays(1));
        bot.expectNothing();
    }

    @Test
    void repeatingOneThatWasMissedManyTimesIsToldOnceAndGoesOnInStep(TestBot bot) {
        bot.user("ming").says("remind every 10m stretch");
        bot.expectReply();
        bot.account().refusesMessages("off line");
        bot.clock().advance(Duration.ofMinutes(64));
        bot.account().takesMessages();
        bot.clock().advance(Duration.ofMinutes(1));
        bot.expectReply("Reminder, late, it was for 2026-01-01 20:10: stretch");
        bot.expectNothingElse();
        bot.clock().advance(Duration.ofMinutes(5));
        bot.expectReply("Reminder: stretch");
    }

    @Test
    void everybodyHasTheirOwnTimeZone(TestBot bot) {
        TestUser ming = bot.user("ming");
        ming.says("timezone");
        bot.expectReply("Your time zone is Asia/Shanghai, where it is 2026-01-01 20:00 now.");
        ming.says("timezone Europe/Berlin");
        bot.expectReply("Your time zone is Europe/Berlin, where it is 2026-01-01 13:00 now.");
        ming.says("timezone Nowhere");
        bot.expectReply(text -> text.contains("Nowhere"));
        bot.reload();
        ming.says("remind at 14:00 tea");
        bot.expectReply("I will remind you at 2026-01-01 14:00: tea (number 1)");
        bot.clock().advance(Duration.ofHours(1));
        bot.expectReply("Reminder: tea");
    }

    @Test
    void remindersOfOthersCannotBeCancelled(TestBot bot) {
        bot.group("rooks").member("ming").saysToBot("remind in 10m tea");
        bot.expectReply();
        bot.group("rooks").member("hong").saysToBot("unremind 1");
        bot.expectReply("You have no reminder 1.");
        bot.group("rooks").member("ming").saysToBot("unremind 1");
        bot.expectReply("Reminder 1 is cancelled.");
        bot.clock().advance(Duration.ofHours(1));
        bot.expectNothing();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remind soon tea                  | I do not understand \"soon\".",
                "remind at                        | When? For example",
                "remind at noon tea               | \"noon\" is no time. Say for example 18:30.",
                "remind at 2025-12-24 18:30 tea   | That time has passed.",
                "remind every 5s tea              | 5s",
                "remind in tea                    | tea",
                "remind cron \"61 * * * *\" tea   | cron \"61 * * * *\": minute (field 1): \"61\" (expected: 0 to 59)"
            })
    void whatCannotBeUnderstoodIsTold(String said, String told, TestBot bot) {
        bot.user("ming").says(said);
        bot.expectReply(text -> text.contains(told));
    }

    @Test
    void nobodyHasMoreThanTheirShare(TestBot bot) {
        bot.config("most-per-person: 1");
        bot.user("ming").says("remind in 1h a");
        bot.expectReply();
        bot.user("ming").says("remind in 1h b");
        bot.expectReply("You have 1 reminders already. Cancel one first.");
        bot.user("hong").says("remind in 1h c");
        bot.expectReply(text -> text.startsWith("I will remind you"));
    }

    @Test
    void aWrongZoneInTheSettingsIsTold(TestBot bot) {
        bot.config("zone: Middle-earth");
        assertThat(bot.expectStartFailure()).contains("plugins.remind", "Middle-earth");
    }
}
