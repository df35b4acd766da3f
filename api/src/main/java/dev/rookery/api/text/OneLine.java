package dev.rookery.api.text;

/**
 * Makes foreign texts, such as names and titles, fit to be shown among others: what people call themselves must not
 * break a list, forge a line of a log or turn the writing round.
 */
public final class OneLine {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private OneLine() {}

    /**
     * A text as one line: white space of any kind becomes single blanks; control characters, what has no width, what
     * turns the direction of writing and halves of characters are left out. Joiners within a word stay, since emoji and
     * some scripts are written with them. Takes time that grows with the text and no faster.
     *
     * @param text from anywhere
     * @param most how many code points of it are kept, at least 1; of a longer text the last one is an ellipsis
     * @return trimmed; empty when there is nothing to see
     */
    public static String of(String text, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most: " + most + " (expected: at least 1)");
        }
        StringBuilder line = new StringBuilder();
        int length = 0;
        String between = "";
        int c;
        for (int at = 0; at < text.length(); at += Character.charCount(c)) {
            c = text.codePointAt(at);
            if (isBlank(c)) {
                between = " ";
            } else if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
                between = between.isEmpty() ? Character.toString(c) : between;
            } else if (isVisible(c)) {
                between = line.isEmpty() ? "" : between;
                length += between.length() + 1;
                if (length > most) {
                    return cut(line, most);
                }
                line.append(between).appendCodePoint(c);
                between = "";
            }
        }
        return line.toString();
    }

    private static String cut(StringBuilder line, int most) {
        if (line.codePointCount(0, line.length()) == most) {
            line.setLength(line.offsetByCodePoints(line.length(), -1));
        }
        return line.toString().stripTrailing() + "…";
    }

    /** Letters that look like a blank, which people like to have for a name, are none either. */
    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == 0x2800 // Braille without dots
                || c == 0x3164 // Hangul filler
                || c == 0xFFA0;
    }

    private static boolean isVisible(int c) {
        int type = Character.getType(c);
        boolean noCharacter = (c & 0xFFFE) == 0xFFFE;
        return !noCharacter && type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
    }
}
