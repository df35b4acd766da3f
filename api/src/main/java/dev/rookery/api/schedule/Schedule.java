package dev.rookery.api.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When something is due, once or again and again: what {@link dev.rookery.api.command.Arg#schedule} makes of {@code at
 * 18:30}, {@code every 2h} or {@code daily 9:00}. Immutable; may be kept in the storage.
 *
 * <pre>{@code
 * void waitFor(Schedule schedule) {
 *     context.scheduler().at(schedule.next(), () -> {
 *         context.send(chat, Message.text("It is time."));
 *         schedule.after(context.clock().instant()).ifPresent(this::waitFor);
 *     });
 * }
 * }</pre>
 *
 * @param next the next time
 * @param every how long after each other, if it repeats in equal steps
 * @param cron a {@link Cron} expression, if it repeats by the clock
 * @param zone where that clock is, and by whose clocks people want to be told
 */
public record Schedule(Instant next, Optional<Duration> every, Optional<String> cron, ZoneId zone) {

    /**
     * Refuses steps of nothing.
     *
     * @param next as above
     * @param every as above, more than zero
     * @param cron as above
     * @param zone as above
     */
    public Schedule {
        if (every.filter(step -> step.isNegative() || step.isZero()).isPresent()) {
            throw new IllegalArgumentException("every: " + every.get() + " (expected: more than zero)");
        }
    }

    /**
     * Once.
     *
     * @param time when
     * @return the schedule
     */
    public static Schedule once(ZonedDateTime time) {
        return new Schedule(time.toInstant(), Optional.empty(), Optional.empty(), time.getZone());
    }

    /**
     * Again and again in equal steps.
     *
     * @param step how long each, more than zero
     * @param now the first time is one step later
     * @return the schedule
     */
    public static Schedule every(Duration step, ZonedDateTime now) {
        return new Schedule(now.plus(step).toInstant(), Optional.of(step), Optional.empty(), now.getZone());
    }

    /**
     * Again and again by the clock.
     *
     * @param times when
     * @param now the first time is later
     * @return the schedule
     */
    public static Schedule cron(Cron times, ZonedDateTime now) {
        ZoneId zone = now.getZone();
        return new Schedule(times.next(now.toInstant(), zone), Optional.empty(), Optional.of(times.toString()), zone);
    }

    /**
     * Whether there is more than one time.
     *
     * @return false for {@link #once}
     */
    public boolean repeats() {
        return every.isPresent() || cron.isPresent();
    }

    /**
     * How it goes on. Times that have passed are left out; equal steps stay in step.
     *
     * @param now the moment, not before {@link #next()}
     * @return with its next time later than {@code now}; empty if there is none
     */
    public Optional<Schedule> after(Instant now) {
        return every.map(step ->
                        next.plus(step.multipliedBy(Duration.between(next, now).dividedBy(step) + 1)))
                .or(() -> cron.map(times -> Cron.of(times).next(now, zone)))
                .map(later -> new Schedule(later, every, cron, zone));
    }
}
