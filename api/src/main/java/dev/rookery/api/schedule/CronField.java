package dev.rookery.api.schedule;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the five fields of a cron expression and the values it may have.
 *
 * @param name what people call it
 * @param least its smallest value
 * @param most its largest value
 * @param names words for the values from {@code least} on
 */
record CronField(String name, int least, int most, List<String> names) {

    /** A star, a value or a range, and perhaps a step. */
    private static final Pattern PART = Pattern.compile("(?:(\\*)|(\\w+)(?:-(\\w+))?)(?:/(\\d{1,4}))?");

    /** What is wrong with a part of a field. */
    static final class Mistake extends Exception {

        private final String part;
        private final String expected;

        Mistake(String part, String expected) {
            super(part);
            this.part = part;
            this.expected = expected;
        }

        String part() {
            return part;
        }

        String expected() {
            return expected;
        }
    }

    /** The values that a field, in lower case, stands for. */
    BitSet read(String field) throws Mistake {
        BitSet values = new BitSet();
        for (String part : field.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw new Mistake(
                        part, "*, a value, a range such as " + least + "-" + (least + 5) + ", or a step such as */2");
            }
            add(part, matcher, values);
        }
        return values;
    }

    private void add(String part, Matcher matcher, BitSet values) throws Mistake {
        String step = matcher.group(4);
        int from = matcher.group(1) != null ? least : value(part, matcher.group(2));
        int to = from;
        if (matcher.group(3) != null) {
            to = value(part, matcher.group(3));
            // fri-sun: the only day with two numbers ends a range as the larger one.
            to = to == 0 && most == 7 ? 7 : to;
        } else if (matcher.group(1) != null || step != null) {
            to = most;
        }
        if (to < from) {
            throw new Mistake(part, "the smaller value first, or two ranges");
        }
        int by = step == null ? 1 : Integer.parseInt(step);
        if (by < 1) {
            throw new Mistake(part, "a step of at least 1");
        }
        for (int value = from; value <= to; value += by) {
            values.set(value);
        }
    }

    private int value(String part, String text) throws Mistake {
        int named = names.indexOf(text);
        if (named >= 0) {
            return least + named;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException isAWord) {
            // Told below, like a number that is out of range.
        }
        throw new Mistake(
                part,
                least + " to " + most
                        + (names.isEmpty() ? "" : " or " + names.get(0) + " to " + names.get(names.size() - 1)));
    }
}
