package dev.rookery.host.ask;

import java.util.Locale;

/** What the host itself says about questions, in the language in which they were asked. */
enum Notices {
    /** Code cannot outlive a restart. */
    LOST(
            "Sorry, I was restarted in the meantime and lost the thread. Please start again.",
            "抱歉，我刚才重启过，之前的对话没能保留下来，请重新开始。"),
    /** The plugin did not come back in time. */
    AWAY("Sorry, I cannot go on with this right now. Please start again later.", "抱歉，暂时无法继续，请稍后重新开始。"),
    /** The person said so. */
    CANCELLED("Cancelled.", "已取消。"),
    /** The attempts are used up. */
    GIVEN_UP("Let us leave it at that. You can start again at any time.", "先到这里吧，您可以随时重新开始。"),
    /** Longer than any answer may be. */
    TOO_LONG("That is too long for an answer.", "回答太长了。");

    /** How many characters of a question tell its language. */
    private static final int LOOKED_AT = 1_000;

    private final String english;
    private final String chinese;

    Notices(String english, String chinese) {
        this.english = english;
        this.chinese = chinese;
    }

    String in(boolean inChinese) {
        return inChinese ? chinese : english;
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
