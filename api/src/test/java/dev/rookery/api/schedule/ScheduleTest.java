package dev.rookery.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-11-22T12:00+01:00[Europe/Berlin]");

    private static Instant at(String clock) {
        return Instant.parse("2026-11-22T" + clock + "Z");
    }

    @Test
    void onceComesOnce() {
        Schedule once = Schedule.once(NOON);
        assertThat(once.next()).isEqualTo(at("11:00:00"));
        assertThat(once.repeats()).isFalse();
        assertThat(once.after(once.next())).isEmpty();
    }

    @Test
    void equalStepsStayInStepHoweverLateTheyAre() {
        Schedule schedule = Schedule.every(Duration.ofMinutes(10), NOON);
        assertThat(schedule.repeats()).isTrue();
        assertThat(schedule.next()).isEqualTo(at("11:10:00"));
        assertThat(schedule.after(at("11:10:00")).map(Schedule::next)).contains(at("11:20:00"));
        assertThat(schedule.after(at("11:19:59")).map(Schedule::next)).contains(at("11:20:00"));
        assertThat(schedule.after(at("11:20:00")).map(Schedule::next)).contains(at("11:30:00"));
        assertThat(schedule.after(at("20:59:59")).map(Schedule::next)).contains(at("21:00:00"));
    }

    @Test
    void timesByTheClockAreThoseOfItsZone() {
        Schedule schedule = Schedule.cron(Cron.of("0 9 * * *"), NOON);
        assertThat(schedule.repeats()).isTrue();
        assertThat(schedule.next()).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(schedule.after(schedule.next()).map(Schedule::next)).contains(Instant.parse("2026-11-24T08:00:00Z"));
    }

    @Test
    void stepsOfNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Schedule(at("11:00:00"), Optional.of(Duration.ZERO), Optional.empty(), NOON.getZone()))
                .withMessage("every: PT0S (expected: more than zero)");
    }
}
