package dev.rookery.host.httpstream.cookie;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The date of an Expires attribute, read as RFC 6265 part 5.1.1 says: a time, a day of the month, a month and a year in
 * whatever order and punctuation, always UTC. {@code Fri, 02-Jan-2020 00:00:00 GMT} and {@code Fri Jan 2 2020 00:00:00}
 * are the same moment.
 */
final class CookieDate {

    private static final Pattern DELIMITERS = Pattern.compile("[\\x09\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
    private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
    private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int FIRST_YEAR = 1601;

    private int[] time = {};
    private int day = -1;
    private int month = -1;
    private int year = -1;

    private CookieDate() {}

    /** The moment, or null if there is none in the text. */
    static @Nullable Instant parse(String text) {
        CookieDate date = new CookieDate();
        DELIMITERS.splitAsStream(text).forEach(date::take);
        if (date.time.length == 0 || date.day < 0 || date.month < 0 || date.year < FIRST_YEAR) {
            return null;
        }
        try {
            return LocalDateTime.of(date.year, date.month, date.day, date.time[0], date.time[1], date.time[2])
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null; // No such moment, as the 31st of February: the same as no date at all.
        }
    }

    /** Each token is the first thing that is still missing and that it can be. */
    private void take(String token) {
        Matcher matcher = TIME.matcher(token);
        if (time.length == 0 && matcher.matches()) {
            time = new int[] {number(matcher, 1), number(matcher, 2), number(matcher, 3)};
            return;
        }
        matcher = DAY.matcher(token);
        if (day < 0 && matcher.matches()) {
            day = number(matcher, 1);
            return;
        }
        if (month < 0 && token.length() >= 3) {
            int named = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
            if (named >= 0) {
                month = named + 1;
                return;
            }
        }
        matcher = YEAR.matcher(token);
        if (year < 0 && matcher.matches()) {
            year = fullYear(number(matcher, 1));
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static int fullYear(int written) {
        if (written >= 70 && written <= 99) {
            return written + 1900;
        }
        return written <= 69 ? written + 2000 : written;
    }
}
