package dev.rookery.plugin.remind;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The settings under {@code plugins.remind}.
 *
 * @param zone the time zone of people who have not said theirs
 * @param mostPerPerson how many reminders somebody may have
 * @param most how many there may be in all; each waits in a job of its own, of which a plugin has 10,000
 */
@Doc("When and how much people are reminded.")
record RemindSettings(
        @Doc("The time zone of people who have not said theirs, for example Asia/Shanghai; without it the machine's.")
        Optional<ZoneId> zone,

        @Doc("How many reminders somebody may have, 1 to 1000.") @Default("20")
        int mostPerPerson,

        @Doc("How many reminders there may be in all, 1 to 9000.") @Default("9000")
        int most) {

    RemindSettings {
        if (mostPerPerson < 1 || mostPerPerson > 1000) {
            throw new IllegalArgumentException("mostPerPerson: " + mostPerPerson + " (expected: 1 to 1000)");
        }
        if (most < 1 || most > 9000) {
            throw new IllegalArgumentException("most: " + most + " (expected: 1 to 9000)");
        }
    }
}
