package dev.rookery.api.command;

import dev.rookery.api.schedule.Cron;
import dev.rookery.api.schedule.Schedule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjuster;
import java.util.Locale;
import java.util.function.Function;

/** How words become a schedule, as far as that can be said before it is known what time it is, and where. */
final class ScheduleReader {

    private static final Arg<Duration> DELAY = Arg.duration("delay");

    /** Nobody wants to be told more often than once a minute, least of all the others. */
    private static final Arg<Duration> STEP = Arg.duration("step", Duration.ofMinutes(1), Arg.LONGEST_DURATION);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);

    private ScheduleReader() {}

    static Function<ZonedDateTime, Schedule> read(Words words) {
        String first = words.word();
        switch (ArgTypes.normal(first)) {
            case "in", "过" -> {
                Duration delay = DELAY.read(words);
                return now -> Schedule.once(now.plus(delay));
            }
            case "at", "在" -> {
                TemporalAdjuster clock = clock(words);
                return now -> Schedule.once(coming(clock, now));
            }
            case "every", "每" -> {
                Duration step = STEP.read(words);
                return now -> Schedule.every(step, now);
            }
            case "daily", "每天" -> {
                LocalTime time = time(words.word());
                Cron times = Cron.of(time.getMinute() + " " + time.getHour() + " * * *");
                return now -> Schedule.cron(times, now);
            }
            case "cron" -> {
                Cron times = cron(words.word());
                return now -> Schedule.cron(times, now);
            }
            default -> throw UsageException.phrase("argument.schedule", first);
        }
    }

    /** A time, or a date and a time. */
    private static TemporalAdjuster clock(Words words) {
        String word = words.word();
        return word.indexOf('-') < 0
                ? time(word)
                : parsed(word, LocalDate::parse).atTime(time(words.word()));
    }

    private static LocalTime time(String word) {
        return parsed(word, normal -> LocalTime.parse(normal, TIME));
    }

    private static <T> T parsed(String word, Function<String, T> parser) {
        try {
            return parser.apply(ArgTypes.normal(word));
        } catch (DateTimeException e) {
            throw UsageException.phrase("argument.time", word);
        }
    }

    private static Cron cron(String expression) {
        try {
            return Cron.of(expression);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Without a date, the next time that clocks show it. */
    private static ZonedDateTime coming(TemporalAdjuster clock, ZonedDateTime now) {
        ZonedDateTime today = now.with(clock);
        ZonedDateTime coming = today.isAfter(now) ? today : now.plusDays(1).with(clock);
        if (!coming.isAfter(now)) {
            throw UsageException.phrase("argument.past");
        }
        if (coming.isAfter(now.plus(Arg.LONGEST_DURATION))) {
            throw UsageException.phrase("argument.far");
        }
        return coming;
    }
}
