package dev.rookery.plugin.remind;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * The settings under {@code plugins.remind}.
 *
 * @param zone the time zone of people who have not said theirs; empty for that of the machine
 * @param mostPerPerson how many reminders somebody may have
 */
@Doc("When and how much people are reminded.")
record RemindSettings(
        @Doc("The time zone of people who have not said theirs, for example Asia/Shanghai; empty for the machine's.")
        @Default("\"\"")
        String zone,

        @Doc("How many reminders somebody may have, 1 to 1000.") @Default("20")
        int mostPerPerson) {

    RemindSettings {
        try {
            if (!zone.isEmpty()) {
                ZoneId unused = ZoneId.of(zone);
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: '" + zone + "' (expected: a name such as Asia/Shanghai)", e);
        }
        if (mostPerPerson < 1 || mostPerPerson > 1000) {
            throw new IllegalArgumentException("mostPerPerson: " + mostPerPerson + " (expected: 1 to 1000)");
        }
    }

    ZoneId defaultZone() {
        return zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone);
    }
}
