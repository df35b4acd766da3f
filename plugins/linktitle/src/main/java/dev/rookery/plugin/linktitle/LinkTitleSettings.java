package dev.rookery.plugin.linktitle;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;
import java.time.Duration;

/**
 * The settings under {@code plugins.linktitle}.
 *
 * @param perMinute how many titles are said in one chat in a minute
 * @param again how long the same link is passed over in a chat
 * @param timeout how long a page may take
 * @param longest how many characters of a title are said
 */
@Doc("Which titles are said, and how many.")
record LinkTitleSettings(
        @Doc("How many titles are said in one chat in a minute, 1 to 60.") @Default("6")
        int perMinute,

        @Doc("How long the same link is passed over in a chat.") @Default("10m")
        Duration again,

        @Doc("How long a page may take, at most 2m.") @Default("10s")
        Duration timeout,

        @Doc("How many characters of a title are said, 10 to 500.") @Default("120")
        int longest) {

    LinkTitleSettings {
        require(perMinute >= 1 && perMinute <= 60, "perMinute: " + perMinute + " (expected: 1 to 60)");
        require(longest >= 10 && longest <= 500, "longest: " + longest + " (expected: 10 to 500)");
        require(
                !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(Duration.ofMinutes(2)) <= 0,
                "timeout: " + timeout + " (expected: more than zero, at most 2m)");
        require(!again.isNegative(), "again: " + again + " (expected: zero or more)");
    }

    private static void require(boolean fine, String mistake) {
        if (!fine) {
            throw new IllegalArgumentException(mistake);
        }
    }
}
