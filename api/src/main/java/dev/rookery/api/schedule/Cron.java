package dev.rookery.api.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Times that come again and again, written as for {@code crontab}: minute, hour, day of the month, month and day of the
 * week, separated by spaces.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>field</th><th>values</th></tr>
 * <tr><td>minute</td><td>0 to 59</td></tr>
 * <tr><td>hour</td><td>0 to 23</td></tr>
 * <tr><td>day of the month</td><td>1 to 31; {@code L} for the last day</td></tr>
 * <tr><td>month</td><td>1 to 12, or {@code jan} to {@code dec}</td></tr>
 * <tr><td>day of the week</td><td>0 to 7, both of which are Sunday, or {@code sun} to {@code sat}</td></tr>
 * </table>
 *
 * <p>Each field is {@code *} for all values, a value, a range {@code 9-17}, a step {@code *}{@code /15} or
 * {@code 9-17/2}, or several of these joined by commas. When neither the day of the month nor the day of the week is
 * {@code *}, a day that fits either counts. {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly} and
 * {@code @yearly} stand for whole expressions. Case does not matter.
 *
 * <p>When clocks are put forward or back, an expression that names hours means one run a day for each time it names: a
 * time that is skipped comes at the moment when the clocks are put forward, and a time that comes twice counts the
 * first time. An expression whose hour begins with {@code *} means equal intervals: times that are skipped are left
 * out, and those that come twice count twice.
 *
 * <p>Immutable. Two are equal when they are written alike.
 */
public final class Cron {

    /** How many years ahead it is looked: between two days of 29 February lie at most eight. */
    private static final int YEARS_AHEAD = 9;

    private static final int MOST_CHARACTERS = 200;

    /** In the day of the month field: the last day, whichever it is. */
    private static final int LAST_DAY = 32;

    private static final Map<String, String> NAMED = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *");

    private static final List<CronField> FIELDS = List.of(
            new CronField("minute", 0, 59, List.of()),
            new CronField("hour", 0, 23, List.of()),
            new CronField("day of the month", 1, 31, List.of()),
            new CronField(
                    "month",
                    1,
                    12,
                    List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
            new CronField("day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat")));

    private final String expression;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean everyHour;
    private final boolean eitherDay;

    private Cron(String expression, List<String> fields) {
        this.expression = expression;
        this.minutes = read(0, fields);
        this.hours = read(1, fields);
        this.days = "l".equals(fields.get(2)) ? bit(LAST_DAY) : read(2, fields);
        this.months = read(3, fields);
        this.weekdays = read(4, fields);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        this.everyHour = fields.get(1).startsWith("*");
        this.eitherDay = !fields.get(2).equals("*") && !fields.get(4).equals("*");
        if (!canComeTrue()) {
            throw mistake(expression, "no such day ever comes", "a day that one of the months has");
        }
    }

    /**
     * Reads an expression.
     *
     * @param expression for example {@code 30 7 * * mon-fri}
     * @return the times
     * @throws IllegalArgumentException if it is wrong; the message says what, where and what would be right
     */
    public static Cron of(String expression) {
        String trimmed = expression.strip();
        if (trimmed.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("cron expression of " + trimmed.length()
                    + " characters (expected: at most " + MOST_CHARACTERS + ")");
        }
        String lower = trimmed.toLowerCase(Locale.ROOT);
        if (lower.startsWith("@") && !NAMED.containsKey(lower)) {
            throw mistake(
                    trimmed,
                    "there is no such name",
                    "one of "
                            + String.join(", ", NAMED.keySet().stream().sorted().toList()));
        }
        List<String> fields = Stream.of(NAMED.getOrDefault(lower, lower).split("\\s+"))
                .filter(field -> !field.isEmpty())
                .toList();
        if (fields.size() != FIELDS.size()) {
            throw mistake(
                    trimmed,
                    fields.size() == 1 ? "1 field" : fields.size() + " fields",
                    "5: minute, hour, day of the month, month, day of the week");
        }
        return new Cron(trimmed, fields);
    }

    private BitSet read(int field, List<String> fields) {
        try {
            return FIELDS.get(field).read(fields.get(field));
        } catch (CronField.Mistake e) {
            throw mistake(
                    expression,
                    FIELDS.get(field).name() + " (field " + (field + 1) + "): \"" + e.part() + "\"",
                    e.expected());
        }
    }

    private static IllegalArgumentException mistake(String expression, String what, String expected) {
        return new IllegalArgumentException("cron \"" + expression + "\": " + what + " (expected: " + expected + ")");
    }

    private static BitSet bit(int index) {
        BitSet bits = new BitSet();
        bits.set(index);
        return bits;
    }

    /**
     * The first of these times after a moment.
     *
     * @param after the moment
     * @param zone where the clocks are
     * @return later than {@code after}
     */
    public Instant next(Instant after, ZoneId zone) {
        return next(after, zone.getRules());
    }

    /**
     * The first of these times after a moment, by rules that are known already: a zone may have to ask for its own.
     *
     * @param after the moment
     * @param rules how clocks are changed
     * @return later than {@code after}
     */
    public Instant next(Instant after, ZoneRules rules) {
        // A day earlier, because clocks that are put back at midnight bring a part of yesterday again.
        LocalDate first = LocalDate.ofInstant(after, rules.getOffset(after)).minusDays(1);
        return first.datesUntil(first.plusYears(YEARS_AHEAD))
                .filter(day -> times(day, after, rules).findAny().isPresent())
                .findFirst()
                // For the same reason a time of the next day may come before one of this day.
                .flatMap(day -> Stream.of(day, day.plusDays(1))
                        .flatMap(near -> times(near, after, rules))
                        .min(Instant::compareTo))
                .orElseThrow(() -> new IllegalStateException("no time of " + expression + " after " + after));
    }

    /**
     * The next times after a moment, for showing people what an expression means.
     *
     * @param after the moment
     * @param zone where the clocks are
     * @param count how many, 0 to 1,000
     * @return in order
     */
    public List<Instant> next(Instant after, ZoneId zone, int count) {
        if (count < 0 || count > 1_000) {
            throw new IllegalArgumentException("count: " + count + " (expected: 0 to 1000)");
        }
        return Stream.iterate(after, last -> next(last, zone))
                .skip(1)
                .limit(count)
                .toList();
    }

    private boolean canComeTrue() {
        LocalDate leapYear = LocalDate.of(2000, 1, 1);
        return leapYear.datesUntil(leapYear.plusYears(1)).anyMatch(this::fits);
    }

    private boolean fits(LocalDate day) {
        boolean byMonth =
                days.get(day.getDayOfMonth()) || (days.get(LAST_DAY) && day.getDayOfMonth() == day.lengthOfMonth());
        boolean byWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
        return months.get(day.getMonthValue()) && (eitherDay ? byMonth || byWeek : byMonth && byWeek);
    }

    private Stream<Instant> times(LocalDate day, Instant after, ZoneRules rules) {
        if (!fits(day)) {
            return Stream.of();
        }
        return hours.stream()
                .boxed()
                .flatMap(hour -> minutes.stream().mapToObj(minute -> day.atTime(hour, minute)))
                .flatMap(time -> moments(time, rules))
                .filter(time -> time.isAfter(after));
    }

    /** None, one or two: what a clock's reading means where clocks are changed. */
    private Stream<Instant> moments(LocalDateTime time, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.isEmpty()) {
            return everyHour ? Stream.of() : Stream.of(rules.getTransition(time).getInstant());
        }
        return offsets.stream().limit(everyHour ? 2 : 1).map(time::toInstant);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cron cron && expression.equals(cron.expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    /** The expression as it was written. */
    @Override
    public String toString() {
        return expression;
    }
}
