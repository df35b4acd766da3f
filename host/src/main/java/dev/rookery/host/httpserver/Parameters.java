package dev.rookery.host.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a query or of a form, read leniently: nothing that a client sends makes parsing fail.
 *
 * <ul>
 *   <li>A percent sign that does not start an escape stands for itself; malformed UTF-8 becomes U+FFFD.
 *   <li>Empty parts are skipped, so a stray {@code &} at the end is harmless (Mojo-Webqq sends one), and a {@code ?} at
 *       the end of a query is dropped (twqq's HTTP helper appends one).
 *   <li>A value that starts with an unescaped <code>{"</code> is taken as raw JSON up to the matching brace, with
 *       {@code &}, {@code +} and {@code %} in it standing for themselves (node-smartqq does not encode its forms).
 *   <li>Of several parameters of one name the first counts.
 * </ul>
 */
public final class Parameters {

    private final Map<String, String> values = new LinkedHashMap<>();

    private Parameters() {}

    static Parameters ofQuery(String raw) {
        return of(raw.endsWith("?") ? raw.substring(0, raw.length() - 1) : raw);
    }

    static Parameters ofForm(String raw) {
        return of(raw);
    }

    /** The parameters of a query or a form. */
    public static Parameters parse(String raw) {
        return ofQuery(raw);
    }

    private static Parameters of(String raw) {
        Parameters parameters = new Parameters();
        int at = 0;
        while (at < raw.length()) {
            int end = endOfPart(raw, at);
            parameters.add(raw.substring(at, end));
            at = end + 1;
        }
        return parameters;
    }

    /** The value of the first parameter of that name. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The value of the first parameter of that name, or the empty text. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** All of them by name, in their order. */
    public Map<String, String> asMap() {
        return Collections.unmodifiableMap(values);
    }

    private void add(String part) {
        if (part.isBlank()) {
            return;
        }
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        values.putIfAbsent(decode(name, true), isRawJson(value, 0) ? value.strip() : decode(value, true));
    }

    /** Where the part that starts at {@code from} ends: at the next ampersand outside of raw JSON, or at the end. */
    private static int endOfPart(String raw, int from) {
        int equals = raw.indexOf('=', from);
        int ampersand = raw.indexOf('&', from);
        boolean named = equals >= 0 && (ampersand < 0 || equals < ampersand);
        if (named && isRawJson(raw, equals + 1)) {
            ampersand = raw.indexOf('&', endOfObject(raw, equals + 1));
        }
        return ampersand < 0 ? raw.length() : ampersand;
    }

    /** Whether a JSON object starts here that no encoder has touched: every encoder escapes the quotation mark. */
    private static boolean isRawJson(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '{') {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '}');
    }

    /** The index after the brace that closes the object, or the end of the text when none does. */
    private static int endOfObject(String raw, int from) {
        int depth = 0;
        boolean quoted = false;
        for (int i = from; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return raw.length();
    }

    /** Undoes percent-encoding, with {@code +} as a space where forms and queries want it so. */
    static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
            return text;
        }
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                decoded.write(high << 4 | low);
                i += 2;
            } else {
                decoded.write(plusIsSpace && bytes[i] == '+' ? ' ' : bytes[i]);
            }
        }
        return decoded.toString(UTF_8);
    }
}
