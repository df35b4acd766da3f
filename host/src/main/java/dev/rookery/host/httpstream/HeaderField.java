package dev.rookery.host.httpstream;

import java.util.Map;

/** What a caller may put into a header field, so that no value can smuggle in a second field or request. */
final class HeaderField {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private HeaderField() {}

    /**
     * A checked field. The value is not repeated in the exception: it may be secret.
     *
     * @throws IllegalArgumentException if name or value cannot be sent, or the field belongs to the stream
     */
    static Map.Entry<String, String> of(String name, String value) {
        requireToken("header name", name);
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) {
            throw new IllegalArgumentException(name + " (expected: left to the stream, which knows the body)");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isControl(c) || c > 0xFF) {
                throw new IllegalArgumentException(String.format(
                        "%s: character U+%04X at index %d (expected: Latin-1 without control characters)",
                        name, (int) c, i));
            }
        }
        return Map.entry(name, value);
    }

    /** A token of RFC 9110 part 5.6.2. */
    static String requireToken(String what, String token) {
        boolean valid = !token.isEmpty();
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            valid &= c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0);
        }
        if (!valid) {
            throw new IllegalArgumentException(what + ": \"" + token.replaceAll("\\p{Cntrl}", "?")
                    + "\" (expected: letters, digits and " + TOKEN_MARKS + ")");
        }
        return token;
    }

    /** A control character other than the tab. */
    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 0x7F;
    }
}
