package dev.rookery.host.text;

import java.text.MessageFormat;
import java.util.Locale;

/** {@link MessageFormat} in which an apostrophe is an apostrophe, unless it stands before a brace. */
final class MessagePattern {

    private MessagePattern() {}

    /**
     * Fills the blanks of a phrase.
     *
     * @throws IllegalArgumentException if it is no message format
     */
    static String filled(String pattern, Locale language, Object... blanks) {
        if (pattern.indexOf('{') < 0 && pattern.indexOf('\'') < 0) {
            return pattern;
        }
        return new MessageFormat(withPlainApostrophes(pattern), language).format(blanks);
    }

    /** MessageFormat takes every apostrophe for a quote; here only those before a brace are left so. */
    private static String withPlainApostrophes(String pattern) {
        StringBuilder text = new StringBuilder(pattern.length() + 8);
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            int end = at + 1;
            if (c == '\'' && isBrace(pattern, at + 1)) {
                int close = pattern.indexOf('\'', at + 1);
                end = close < 0 ? pattern.length() : close + 1;
            } else if (c == '\'') {
                text.append('\'');
                end = pattern.startsWith("''", at) ? at + 2 : end;
                at = end - 1;
            }
            text.append(pattern, at, end);
            at = end;
        }
        return text.toString();
    }

    private static boolean isBrace(String pattern, int at) {
        return at < pattern.length() && (pattern.charAt(at) == '{' || pattern.charAt(at) == '}');
    }
}
