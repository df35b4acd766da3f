package dev.rookery.api.command;

import java.text.Normalizer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How words become values. Each pattern is matched in time that grows with the word and no faster, and no number is
 * made of more digits than its type can hold.
 */
final class ArgTypes {

    static final Map<String, Boolean> YES_NO = yesNo();

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d++");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,300}+(?:\\.\\d{1,300}+)?");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9}+)\\s*+(\\p{L}{1,10}+)\\s*+");
    private static final Map<String, Duration> UNITS = units();
    private static final int MOST_DIGITS = 18;
    /** A longer word is no duration. */
    private static final int LONGEST_SPAN = 100;

    private ArgTypes() {}

    private static Map<String, Boolean> yesNo() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        for (String yes : new String[] {"yes", "on", "true", "是", "开"}) {
            words.put(yes, true);
        }
        for (String no : new String[] {"no", "off", "false", "否", "关"}) {
            words.put(no, false);
        }
        return Collections.unmodifiableMap(words);
    }

    private static Map<String, Duration> units() {
        return Map.ofEntries(
                Map.entry("s", Duration.ofSeconds(1)),
                Map.entry("sec", Duration.ofSeconds(1)),
                Map.entry("秒", Duration.ofSeconds(1)),
                Map.entry("秒钟", Duration.ofSeconds(1)),
                Map.entry("m", Duration.ofMinutes(1)),
                Map.entry("min", Duration.ofMinutes(1)),
                Map.entry("分", Duration.ofMinutes(1)),
                Map.entry("分钟", Duration.ofMinutes(1)),
                Map.entry("h", Duration.ofHours(1)),
                Map.entry("时", Duration.ofHours(1)),
                Map.entry("小时", Duration.ofHours(1)),
                Map.entry("个小时", Duration.ofHours(1)),
                Map.entry("d", Duration.ofDays(1)),
                Map.entry("天", Duration.ofDays(1)),
                Map.entry("w", Duration.ofDays(7)),
                Map.entry("周", Duration.ofDays(7)));
    }

    /** Full-width forms as the usual ones, small letters. */
    static String normal(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static long whole(String word, long min, long max) {
        String text = normal(word);
        if (!WHOLE.matcher(text).matches()) {
            throw UsageException.phrase("argument.integer", word, min, max);
        }
        String digits = withoutLeadingZeros(text);
        if (digits.length() > MOST_DIGITS) {
            throw UsageException.phrase("argument.range", word, min, max);
        }
        long value = Long.parseLong(digits);
        value = text.startsWith("-") ? -value : value;
        if (value < min || value > max) {
            throw UsageException.phrase("argument.range", word, min, max);
        }
        return value;
    }

    private static String withoutLeadingZeros(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        while (at < text.length() - 1 && text.charAt(at) == '0') {
            at++;
        }
        return text.substring(at);
    }

    static double number(String word, double min, double max) {
        String text = normal(word);
        if (!DECIMAL.matcher(text).matches()) {
            throw UsageException.phrase("argument.number", word);
        }
        double value = Double.parseDouble(text);
        if (value < min || value > max) {
            throw UsageException.phrase("argument.range", word, min, max);
        }
        return value;
    }

    static Duration duration(String word, Duration min, Duration max) {
        String text = word.length() > LONGEST_SPAN ? "" : normal(word).strip();
        Matcher span = SPAN.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (end < text.length() && span.find() && span.start() == end) {
            Duration unit = UNITS.get(span.group(2));
            if (unit == null) {
                break;
            }
            sum = sum.plus(unit.multipliedBy(Long.parseLong(span.group(1))));
            end = span.end();
        }
        if (end < text.length() || text.isEmpty()) {
            throw UsageException.phrase("argument.duration", word);
        }
        if (sum.compareTo(min) < 0 || sum.compareTo(max) > 0) {
            throw UsageException.phrase("argument.range", word, written(min), written(max));
        }
        return sum;
    }

    /** A duration as it can be typed: {@code 1h30m}. */
    static String written(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toDays(), "d");
        append(text, duration.toHoursPart(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(unit);
        }
    }

    static <T> T choice(String word, Map<String, T> values) {
        String wanted = normal(word);
        for (Map.Entry<String, T> each : values.entrySet()) {
            if (normal(each.getKey()).equals(wanted)) {
                return each.getValue();
            }
        }
        throw UsageException.phrase("argument.choice", word, String.join(", ", values.keySet()));
    }
}
