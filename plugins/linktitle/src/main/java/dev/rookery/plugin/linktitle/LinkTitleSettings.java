package dev.rookery.plugin.linktitle;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import java.time.Duration;

/**
 * The settings under {@code plugins.linktitle}.
 *
 * @param perMinute how many titles are said in one chat in a minute
 * @param again how long the same link is passed over in a chat
 */
@Doc("Which titles are said, and how many.")
record LinkTitleSettings(
        @Doc("How many titles are said in one chat in a minute, 1 to 60.") @Default("6")
        int perMinute,

        @Doc("How long the same link is passed over in a chat.") @Default("10m")
        Duration again) {

    LinkTitleSettings {
        if (perMinute < 1 || perMinute > 60) {
            throw new IllegalArgumentException("perMinute: " + perMinute + " (expected: 1 to 60)");
        }
        if (again.isNegative()) {
            throw new IllegalArgumentException("again: " + again + " (expected: zero or more)");
        }
    }
}
