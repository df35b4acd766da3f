package dev.rookery.host.ask;

import dev.rookery.host.text.HostTexts;
import java.util.Locale;

/** What the host itself says about questions, in the language in which they were asked. */
enum Notices {
    /** Code cannot outlive a restart. */
    LOST("ask.lost"),
    /** The plugin did not come back in time. */
    AWAY("ask.away"),
    /** The person said so. */
    CANCELLED("ask.cancelled"),
    /** The attempts are used up. */
    GIVEN_UP("ask.given-up"),
    /** Longer than any answer may be. */
    TOO_LONG("ask.too-long");

    /** How many characters of a question tell its language. */
    private static final int LOOKED_AT = 1_000;

    private final String key;

    Notices(String key) {
        this.key = key;
    }

    String in(boolean inChinese) {
        return HostTexts.of(inChinese ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH)
                .format(key);
    }

    /** Whether to go on in Chinese rather than English: where Chinese is spoken, or was just asked in. */
    static boolean areInChinese(String question, Locale spoken) {
        return spoken.getLanguage().equals("zh") || isChinese(question);
    }

    /** One character is enough. */
    private static boolean isChinese(String text) {
        return text.codePoints()
                .limit(LOOKED_AT)
                .anyMatch(character -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN);
    }
}
