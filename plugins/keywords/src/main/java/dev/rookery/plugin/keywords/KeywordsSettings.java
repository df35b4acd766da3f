package dev.rookery.plugin.keywords;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;

/**
 * The settings under {@code plugins.keywords}.
 *
 * @param mostPerChat how many answers a chat may teach
 * @param longestAnswer how long an answer may be, in characters
 */
@Doc("How much the bot can be taught.")
record KeywordsSettings(
        @Doc("How many answers a chat may teach, 1 to 1000.") @Default("200")
        int mostPerChat,

        @Doc("How long an answer may be, in characters, 1 to 5000.") @Default("1000")
        int longestAnswer) {

    KeywordsSettings {
        if (mostPerChat < 1 || mostPerChat > 1000) {
            throw new IllegalArgumentException("mostPerChat: " + mostPerChat + " (expected: 1 to 1000)");
        }
        if (longestAnswer < 1 || longestAnswer > 5000) {
            throw new IllegalArgumentException("longestAnswer: " + longestAnswer + " (expected: 1 to 5000)");
        }
    }
}
