package dev.rookery.host.config;

import dev.rookery.host.text.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How names and values of a configuration are written in messages. */
final class Wording {

    /** Characters of a value that a message quotes; the rest is replaced by an ellipsis. */
    static final int MAX_QUOTED = 60;

    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern PLAIN_KEY = Pattern.compile("[\\p{L}\\p{N}_-]+");
    private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final Pattern USER_INFO = Pattern.compile("//[^/\\s]*@");

    private Wording() {}

    /** {@code pollTimeout} and {@code POLL_TIMEOUT} as the file spells them: {@code poll-timeout}. */
    static String dashed(String javaName) {
        String words = javaName.contains("_") || javaName.equals(javaName.toUpperCase(Locale.ROOT))
                ? javaName.replace('_', '-')
                : CAPITAL.matcher(javaName).replaceAll("-");
        return words.toLowerCase(Locale.ROOT);
    }

    /** A value for a message: quoted, clipped, on one line, without the user part of an address. */
    static String quoted(String value) {
        String masked = USER_INFO.matcher(value).replaceAll("//***@");
        int length = Math.min(masked.length(), MAX_QUOTED);
        return '"' + oneLine(masked.substring(0, length)) + (length < masked.length() ? "…" : "") + '"';
    }

    /** Replaces what would break the line, steer a terminal or turn the writing direction. */
    static String oneLine(String text) {
        return LINE_BREAKING.matcher(text).replaceAll("?");
    }

    /** The path of a key under another; keys that would be mistaken for a path are quoted. */
    static String path(String parent, String key) {
        String own = PLAIN_KEY.matcher(key).matches() && key.length() <= MAX_QUOTED ? key : quoted(key);
        return parent.isEmpty() ? own : parent + "." + own;
    }

    /** What to say about a name that nobody knows: the nearest known one, when there is one near. */
    static String didYouMean(String name, Collection<String> known) {
        return nearest(name, known)
                .map(near -> ", did you mean '" + near + "'?")
                .orElse("");
    }

    private static Optional<String> nearest(String name, Collection<String> known) {
        if (name.length() > MAX_QUOTED) {
            return Optional.empty();
        }
        String wanted = dashed(name);
        return known.stream()
                .filter(candidate -> distance(wanted, candidate) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(wanted, candidate)));
    }

    private static int distance(String a, String b) {
        return EditDistance.between(a, b, Integer.MAX_VALUE);
    }
}
