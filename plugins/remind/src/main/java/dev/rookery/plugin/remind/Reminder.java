package dev.rookery.plugin.remind;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.schedule.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What is kept of a reminder.
 *
 * @param number what people call it
 * @param chat where it is told
 * @param person who wants it
 * @param name what they are called there
 * @param text what to remind of
 * @param due when next
 * @param every how long after each other, if it repeats in equal steps
 * @param cron the times, if it repeats by the clock
 * @param zone where that clock is
 */
record Reminder(
        int number,
        ChatId chat,
        PersonId person,
        String name,
        String text,
        Instant due,
        Optional<Duration> every,
        Optional<String> cron,
        ZoneId zone) {

    boolean repeats() {
        return every.isPresent() || cron.isPresent();
    }

    /** The same with its first time after a moment; empty if that was the last one. */
    Optional<Reminder> after(Instant now) {
        return every.map(step ->
                        due.plus(step.multipliedBy(Duration.between(due, now).dividedBy(step) + 1)))
                .or(() -> cron.map(times -> Cron.of(times).next(now, zone)))
                .map(next -> new Reminder(number, chat, person, name, text, next, every, cron, zone));
    }
}
