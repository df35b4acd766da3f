package dev.rookery.plugin.remind;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What is kept of a reminder.
 *
 * @param number what people call it
 * @param chat where it is told
 * @param person who wants it
 * @param name what they are called there
 * @param text what to remind of
 * @param when the next time, and how it goes on
 */
record Reminder(int number, ChatId chat, PersonId person, String name, String text, Schedule when) {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    /** The next time, by the clocks of who wants it. */
    String due() {
        return shown(when.next(), when.zone());
    }

    static String shown(Instant moment, ZoneId zone) {
        return SHOWN.format(moment.atZone(zone));
    }

    /** The same at other times. */
    Reminder at(Schedule others) {
        return new Reminder(number, chat, person, name, text, others);
    }
}
