package dev.rookery.host.webqq.wire;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings texts and names of the wire into the form in which the rest of the host knows them. */
public final class WireText {

    /** How long a name may be, in characters; a longer one is cut. Tencent allowed 60 bytes and less. */
    public static final int MAX_NAME_CHARS = 200;

    /** The entities that era-B servers put into texts and names (Mojo-Webqq un-escapes exactly these). */
    private static final Map<String, String> ENTITIES =
            Map.of("&nbsp;", " ", "&lt;", "<", "&gt;", ">", "&amp;", "&", "&quot;", "\"", "&#39;", "'", "&#92;", "\\");

    private static final Pattern ENTITY = Pattern.compile("&(?:nbsp|lt|gt|amp|quot|#39|#92);");

    private static final Pattern COLOR = Pattern.compile("[0-9a-fA-F]{6}");

    private static final int REPLACEMENT = 0xfffd;
    private static final int MAX_ENTITY = "&nbsp;".length();

    private WireText() {}

    /** A text of a message: entities read, once and not again in what comes out; line breaks as {@code \n}. */
    public static String text(String wire) {
        String plain = wire.indexOf('&') < 0
                ? wire
                : ENTITY.matcher(wire).replaceAll(entity -> Matcher.quoteReplacement(ENTITIES.get(entity.group())));
        return outgoing(plain);
    }

    /**
     * A text in the form in which it is sent, and heard in era A: line breaks as {@code \n}, and halves of characters,
     * which UTF-8 cannot carry, as U+FFFD.
     */
    static String outgoing(String text) {
        return lines(wellFormed(text));
    }

    /**
     * The name of a person or chat, or another word for lists and logs: as a text, on one line, with plain spaces,
     * without control characters and those that turn the direction of what follows, and no longer than
     * {@link #MAX_NAME_CHARS}.
     */
    public static String name(String wire) {
        // Before un-escaping, which makes it shorter: no name that fits needs more.
        String some =
                wire.length() > MAX_NAME_CHARS * MAX_ENTITY ? wire.substring(0, MAX_NAME_CHARS * MAX_ENTITY) : wire;
        String stripped = clean(text(some)).replace('\u00a0', ' ').strip();
        if (stripped.length() <= MAX_NAME_CHARS) {
            return stripped;
        }
        int end = Character.isHighSurrogate(stripped.charAt(MAX_NAME_CHARS - 1)) ? MAX_NAME_CHARS - 1 : MAX_NAME_CHARS;
        return stripped.substring(0, end);
    }

    /** Every line break as {@code \n}: {@code \r\n} and {@code \r} come from some senders. */
    public static String lines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** A text without control characters, and without those that turn the direction of what follows. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            if (isVisible(c)) {
                clean.appendCodePoint(c);
            }
        }
        return clean.toString();
    }

    /** Whether a text is a colour as fonts have it: six hexadecimal digits. */
    static boolean isColor(String text) {
        return COLOR.matcher(text).matches();
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints()
                        .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        return text;
    }

    private static boolean isVisible(int c) {
        boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        int type = Character.getType(c);
        return !turns
                && type != Character.CONTROL
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
