package dev.rookery.api.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The next times by the clocks of the zone, with their offsets where these matter. */
    private static List<String> next(String expression, String after, ZoneId zone, int count) {
        Instant from = LocalDateTime.parse(after).atZone(zone).toInstant();
        return Cron.of(expression).next(from, zone, count).stream()
                .map(time -> time.atZone(zone).toOffsetDateTime().toString())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 22 November 2026 is a Sunday.
                "* * * * *            | 2026-11-22T08:00:30 | 2026-11-22T08:01",
                "* * * * *            | 2026-11-22T08:00    | 2026-11-22T08:01",
                "0 9 * * *            | 2026-11-22T08:59    | 2026-11-22T09:00",
                "0 9 * * *            | 2026-11-22T09:00    | 2026-11-23T09:00",
                "*/15 * * * *         | 2026-11-22T08:50    | 2026-11-22T09:00",
                "5-59/20 * * * *      | 2026-11-22T08:06    | 2026-11-22T08:25",
                "40/10 * * * *        | 2026-11-22T08:41    | 2026-11-22T08:50",
                "0 8-18/5,22 * * *    | 2026-11-22T18:00    | 2026-11-22T22:00",
                "30 7 * * mon-fri     | 2026-11-20T08:00    | 2026-11-23T07:30",
                "30 7 * * Fri-Sun     | 2026-11-22T08:00    | 2026-11-27T07:30",
                "0 0 * * 0            | 2026-11-23T00:00    | 2026-11-29T00:00",
                "0 0 * * 7            | 2026-11-23T00:00    | 2026-11-29T00:00",
                "0 0 1 JAN *          | 2026-11-22T00:00    | 2027-01-01T00:00",
                "0 12 l * *           | 2026-11-22T00:00    | 2026-11-30T12:00",
                "0 12 L 2 *           | 2027-03-01T00:00    | 2028-02-29T12:00",
                "0 0 13 * fri         | 2026-11-22T00:00    | 2026-11-27T00:00",
                "0 0 13 * fri         | 2026-12-12T00:00    | 2026-12-13T00:00",
                "0 0 31 * *           | 2026-11-22T00:00    | 2026-12-31T00:00",
                "0 0 29 2 *           | 2096-03-01T00:00    | 2104-02-29T00:00",
                "  @daily             | 2026-11-22T08:00    | 2026-11-23T00:00",
                "@Hourly              | 2026-11-22T08:00    | 2026-11-22T09:00",
                "@weekly              | 2026-11-22T08:00    | 2026-11-29T00:00",
                "@monthly             | 2026-11-22T08:00    | 2026-12-01T00:00",
                "@yearly              | 2026-11-22T08:00    | 2027-01-01T00:00"
            })
    void nextIsTheFirstTimeThatFitsAndIsLater(String expression, String after, String next) {
        assertThat(next(expression, after, SHANGHAI, 1).get(0)).startsWith(next);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * *       | minute (field 1): \"60\" (expected: 0 to 59)",
                "0 24 * * *       | hour (field 2): \"24\" (expected: 0 to 23)",
                "0 0 0 * *        | day of the month (field 3): \"0\" (expected: 1 to 31)",
                "0 0 * 13 *       | month (field 4): \"13\" (expected: 1 to 12 or jan to dec)",
                "0 0 * * 8        | day of the week (field 5): \"8\" (expected: 0 to 7 or sun to sat)",
                "0 0 * * mun      | day of the week (field 5): \"mun\" (expected: 0 to 7 or sun to sat)",
                "0 22-6 * * *     | hour (field 2): \"22-6\" (expected: the smaller value first, or two ranges)",
                "0,,5 * * * *     | minute (field 1): \"\" (expected: *, a value, a range such as 0-5, or a step such as */2)",
                "*/0 * * * *      | minute (field 1): \"*/0\" (expected: a step of at least 1)",
                "1,-5 * * * *     | minute (field 1): \"-5\" (expected: *, a value, a range such as 0-5, or a step such as */2)",
                "99999999999 * * * * | minute (field 1): \"99999999999\" (expected: 0 to 59)",
                "0 0 ? * *        | day of the month (field 3): \"?\" (expected: *, a value, a range such as 1-6, or a step such as */2)",
                "0 0 30 2 *       | no such day ever comes (expected: a day that one of the months has)",
                "0 0 12 * * ?     | 6 fields (expected: 5: minute, hour, day of the month, month, day of the week)",
                "daily            | 1 field (expected: 5: minute, hour, day of the month, month, day of the week)",
                "@noon            | there is no such name (expected: one of @daily, @hourly, @monthly, @weekly, @yearly)"
            })
    void aMistakeIsToldWithItsPlaceAndWhatWouldBeRight(String expression, String told) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cron.of(expression))
                .withMessage("cron \"" + expression + "\": " + told);
    }

    @Test
    void whatIsFarTooLongIsNotEvenRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cron.of("1,".repeat(100) + "1 * * * *"))
                .withMessageContaining("at most 200");
    }

    @Test
    void emptyHasNoFields() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cron.of(" ")).withMessageContaining("0 fields");
    }

    /** Berlin, 29 March 2026: 01:59+01:00 is followed by 03:00+02:00. */
    @Test
    void hourThatIsSkippedComesWhenTheClocksArePutForward() {
        assertThat(next("30 2 * * *", "2026-03-28T12:00", BERLIN, 2))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00");
        assertThat(next("0,30 2,3 29 3 *", "2026-03-28T12:00", BERLIN, 2))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-29T03:30+02:00");
    }

    /** Lord Howe changes by half an hour: on 4 October 2026, 01:59+10:30 is followed by 02:30+11:00. */
    @Test
    void halfAnHourThatIsSkippedComesWhenTheClocksArePutForward() {
        ZoneId island = ZoneId.of("Australia/Lord_Howe");
        assertThat(next("15,45 2 * * *", "2026-10-03T12:00", island, 3))
                .containsExactly("2026-10-04T02:30+11:00", "2026-10-04T02:45+11:00", "2026-10-05T02:15+11:00");
        assertThat(next("45 1 * * *", "2027-04-03T12:00", island, 2))
                .containsExactly("2027-04-04T01:45+11:00", "2027-04-05T01:45+10:30");
    }

    @Test
    void equalIntervalsLeaveOutWhatIsSkipped() {
        assertThat(next("30 * * * *", "2026-03-29T01:00", BERLIN, 2))
                .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00");
        assertThat(next("30 */2 * * *", "2026-03-29T00:00", BERLIN, 2))
                .containsExactly("2026-03-29T00:30+01:00", "2026-03-29T04:30+02:00");
    }

    /** Berlin, 25 October 2026: 02:59+02:00 is followed by 02:00+01:00. */
    @Test
    void hourThatComesTwiceCountsTheFirstTime() {
        assertThat(next("30 2 * * *", "2026-10-24T12:00", BERLIN, 2))
                .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    }

    @Test
    void equalIntervalsCountWhatComesTwice() {
        assertThat(next("30 * * * *", "2026-10-25T01:00", BERLIN, 4))
                .containsExactly(
                        "2026-10-25T01:30+02:00",
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-25T03:30+01:00");
    }

    /** Saint John's, 7 November 2010: at 00:01 the clocks were put back to 23:01 of the day before. */
    @Test
    void timesStayInOrderWhereClocksArePutBackOverMidnight() {
        assertThat(next("0,30 * * * *", "2010-11-06T23:10", ZoneId.of("America/St_Johns"), 4))
                .containsExactly(
                        "2010-11-06T23:30-02:30",
                        "2010-11-07T00:00-02:30",
                        "2010-11-06T23:30-03:30",
                        "2010-11-07T00:00-03:30");
    }

    /** Apia left out 30 December 2011 altogether. */
    @Test
    void aDayThatIsSkippedIsMadeUpForOnce() {
        assertThat(next("0 9,18 * * *", "2011-12-29T12:00", ZoneId.of("Pacific/Apia"), 3))
                .containsExactly("2011-12-29T18:00-10:00", "2011-12-31T00:00+14:00", "2011-12-31T09:00+14:00");
    }

    @Test
    void expressionsAreEqualWhenTheyAreWrittenAlike() {
        assertThat(Cron.of(" 0 9 * * * "))
                .isEqualTo(Cron.of("0 9 * * *"))
                .hasSameHashCodeAs(Cron.of("0 9 * * *"))
                .hasToString("0 9 * * *");
        assertThat(Cron.of("0 9 * * *")).isNotEqualTo(Cron.of("0 09 * * *"));
    }
}
