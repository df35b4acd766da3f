package dev.rookery.plugin.remind;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.command.Words;
import dev.rookery.api.schedule.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** When somebody wants to be reminded, as they said it. */
sealed interface When {

    /** The shortest step of a reminder that repeats: nobody wants to be told more often, least of all the others. */
    Duration SHORTEST_STEP = Duration.ofMinutes(1);

    /** The first time after a moment, by the clocks of a zone. */
    Instant first(Instant now, ZoneId zone);

    default Optional<Duration> every() {
        return Optional.empty();
    }

    default Optional<String> cron() {
        return Optional.empty();
    }

    /** {@code in 10m}, and {@code every 2h} if it repeats. */
    record After(Duration delay, boolean repeats) implements When {

        @Override
        public Instant first(Instant now, ZoneId zone) {
            return now.plus(delay);
        }

        @Override
        public Optional<Duration> every() {
            return repeats ? Optional.of(delay) : Optional.empty();
        }
    }

    /** {@code at 18:30}, {@code at 2026-12-24 18:30}; without a date the next time that clocks show it. */
    record At(Optional<LocalDate> date, LocalTime time) implements When {

        @Override
        public Instant first(Instant now, ZoneId zone) {
            ZonedDateTime today = now.atZone(zone);
            Instant named =
                    date.orElse(today.toLocalDate()).atTime(time).atZone(zone).toInstant();
            if (named.isAfter(now)) {
                return named;
            }
            if (date.isPresent()) {
                throw UsageException.phrase("when.past");
            }
            return today.toLocalDate().plusDays(1).atTime(time).atZone(zone).toInstant();
        }
    }

    /** {@code daily 18:30}, {@code cron "30 18 * * mon-fri"}. */
    record ByClock(Cron times) implements When {

        @Override
        public Instant first(Instant now, ZoneId zone) {
            return times.next(now, zone);
        }

        @Override
        public Optional<String> cron() {
            return Optional.of(times.toString());
        }
    }

    /** Reads it from the words of a command. */
    static When read(Words words) {
        String first = words.word();
        return switch (first.toLowerCase(Locale.ROOT)) {
            case "in", "过" -> new After(duration(words, Duration.ofSeconds(1)), false);
            case "at", "在" -> at(next(words), words);
            case "every", "每" -> new After(duration(words, SHORTEST_STEP), true);
            case "daily", "每天" -> daily(clock(next(words)));
            case "cron" -> cron(next(words));
            default -> throw UsageException.phrase("when.unclear", first);
        };
    }

    private static String next(Words words) {
        if (words.isEmpty()) {
            throw UsageException.phrase("when.missing");
        }
        return words.word();
    }

    private static Duration duration(Words words, Duration least) {
        if (words.isEmpty()) {
            throw UsageException.phrase("when.missing");
        }
        return Arg.duration("when", least, Arg.LONGEST_DURATION).read(words);
    }

    private static When at(String word, Words words) {
        Optional<LocalDate> date = date(word);
        return new At(date, clock(date.isPresent() ? next(words) : word));
    }

    private static When daily(LocalTime time) {
        return new ByClock(Cron.of(time.getMinute() + " " + time.getHour() + " * * *"));
    }

    private static When cron(String expression) {
        try {
            return new ByClock(Cron.of(expression));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static LocalTime clock(String word) {
        try {
            return LocalTime.parse(word.replace('：', ':'), DateTimeFormatter.ofPattern("H:mm", Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw UsageException.phrase("when.time", word);
        }
    }

    private static Optional<LocalDate> date(String word) {
        try {
            return Optional.of(LocalDate.parse(word));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
