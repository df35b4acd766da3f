package dev.rookery.host.command;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What to make of characters that people can type but nobody can see: those without width and those that turn the
 * writing direction. Commands do without them, and answers that repeat what was typed show them.
 */
final class TypedText {

    /** Code points of typed text that an answer repeats; the rest becomes an ellipsis. */
    static final int MOST_SHOWN = 40;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private TypedText() {}

    /** Also the full-width space U+3000 and the no-break space that chat clients like to insert. */
    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** The text without invisible characters; joiners stay, for emoji and some scripts are written with them. */
    static String clean(String text) {
        int at = 0;
        while (at < text.length() && !isInvisible(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, at);
        for (; at < text.length(); at++) {
            if (!isInvisible(text.charAt(at))) {
                clean.append(text.charAt(at));
            }
        }
        return clean.toString();
    }

    static boolean isInvisible(char c) {
        if (c < 0xA0) {
            return (c < 0x20 || c >= 0x7F) && !isSpace(c);
        }
        return c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER && Character.getType(c) == Character.FORMAT;
    }

    /** A word as it is compared: without invisible characters, usual width, small letters. */
    static String normal(String word) {
        String plain = isPlain(word) ? word : Normalizer.normalize(withoutJoiners(word), Normalizer.Form.NFKC);
        return plain.toLowerCase(Locale.ROOT);
    }

    private static boolean isPlain(String word) {
        return word.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private static String withoutJoiners(String word) {
        return clean(word).replace("\u200C", "").replace("\u200D", "");
    }

    /** Typed text for an answer: one line, shortened, every invisible character spelled out. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int count = 0; at < text.length() && count < MOST_SHOWN; count++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            int type = Character.getType(c);
            boolean visible = type != Character.FORMAT
                    && type != Character.CONTROL
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            if (visible || c == ZERO_WIDTH_JOINER) {
                shown.appendCodePoint(c);
            } else {
                shown.append(c == '\n' || c == '\t' ? " " : String.format(Locale.ROOT, "\\u%04x", c));
            }
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }
}
