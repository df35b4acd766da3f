package dev.rookery.host.command;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** How durations are shown: as they can be typed. */
final class Spans {

    private Spans() {}

    /** The two largest units, rounded up to a whole second: {@code 1h30m}, {@code 5s}. */
    static String shown(Duration duration) {
        Duration whole = duration.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        StringBuilder text = new StringBuilder();
        int units = append(text, whole.toDays(), "d", 2);
        units = append(text, whole.toHoursPart(), "h", units);
        units = append(text, whole.toMinutesPart(), "m", units);
        append(text, whole.toSecondsPart(), "s", units);
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static int append(StringBuilder text, long count, String unit, int unitsLeft) {
        if (count == 0 || unitsLeft == 0) {
            return text.isEmpty() ? unitsLeft : 0;
        }
        text.append(count).append(unit);
        return unitsLeft - 1;
    }
}
