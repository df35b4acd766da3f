package dev.rookery.plugin.remind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestUser;
import java.time.Duration;
import java.time.Instant;
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
                "ＡＴ ２０：０１    | 2026-01-01 20:01",
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
                "remind at                        | Something is missing at the end.",
                "remind at noon tea               | \"noon\" is no time. Say for example 18:30",
                "remind at 2026-02-30 18:30 tea   | \"2026-02-30\" is no time.",
                "remind at 9999-12-31 23:59 tea   | That is more than ten years away.",
                "remind at +999999999-12-31 0:00 t | That is more than ten years away.",
                "remind in 99999w tea             | out of range",
                "remind cron \"0 0 30 2 *\" tea  | no such day ever comes",
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Berlin, 29 March 2026: 01:59+01:00 is followed by 03:00+02:00.
                "Europe/Berlin       | 2026-03-28T12:00:00Z | daily 2:30 | 2026-03-29 03:00 | 2026-03-30 02:30",
                "Europe/Berlin       | 2026-03-28T12:00:00Z | every 1d   | 2026-03-29 14:00 | 2026-03-30 14:00",
                // Berlin, 25 October 2026: 02:59+02:00 is followed by 02:00+01:00.
                "Europe/Berlin       | 2026-10-24T12:00:00Z | daily 2:30 | 2026-10-25 02:30 | 2026-10-26 02:30",
                "Europe/Berlin       | 2026-10-24T12:00:00Z | every 1d   | 2026-10-25 13:00 | 2026-10-26 13:00",
                // Lord Howe, by half an hour: 4 October 2026, 01:59+10:30 is followed by 02:30+11:00.
                "Australia/Lord_Howe | 2026-10-03T03:00:00Z | daily 2:10 | 2026-10-04 02:30 | 2026-10-05 02:10"
            })
    void clocksMayBePutForwardAndBack(String zone, Instant now, String when, String first, String second, TestBot bot) {
        TestUser ming = bot.user("ming");
        bot.clock().advance(Duration.between(bot.clock().instant(), now));
        ming.says("timezone " + zone);
        bot.expectReply();
        ming.says("remind " + when + " tea");
        bot.expectReply(text -> text.contains("first at " + first + ":"));
        bot.clock().advance(Duration.ofDays(1));
        bot.expectReply("Reminder: tea");
        ming.says("reminders");
        bot.expectReply("1: " + second + " and again, tea");
        bot.expectNothingElse();
    }

    @Test
    void whatWasRefusedLeavesNothingBehind(TestBot bot) {
        TestUser ming = bot.user("ming");
        ming.says("remind at 9999-12-31 23:59 tea");
        bot.expectReply();
        bot.restart();
        ming.says("reminders");
        bot.expectReply("You have no reminders here.");
    }

    @Test
    void whenThereAreTooManyInAllNoMoreAreTaken(TestBot bot) {
        bot.config("most: 2");
        bot.user("ming").says("remind in 1h a");
        bot.expectReply();
        bot.user("hong").says("remind in 1h b");
        bot.expectReply();
        bot.user("lan").says("remind in 1h c");
        bot.expectReply("I have so many reminders already that I cannot take more.");
        bot.user("hong").says("unremind 2");
        bot.expectReply();
        bot.user("lan").says("remind in 1h c");
        bot.expectReply(text -> text.startsWith("I will remind you"));
    }

    @Test
    void hostileTextsAreBorne(TestBot bot) {
        TestUser ming = bot.user("ming");
        for (String text :
                new String[] {"\ud800", "\udc00\uffff", "👨\u200d👩\u200d👧", "\u202eaet", "\"never closed"}) {
            ming.says("remind in 1m " + text);
            bot.expectReply(reply -> reply.startsWith("I will remind you"));
            bot.restart();
            bot.clock().advance(Duration.ofMinutes(1));
            bot.expectReply(reply -> reply.startsWith("Reminder: "));
        }
        ming.says("remind in 1m " + "x".repeat(10_000_000));
        bot.expectReply(reply -> reply.length() < 1_000);
        ming.says("remind \"in 1m tea");
        bot.expectReply(reply -> reply.contains("quote"));
        bot.expectNothingElse();
    }
}
