package dev.rookery.plugin.keywords;

import dev.rookery.api.command.UsageException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What sets off an answer: {@code hello} a message that says just that, {@code *hello*} one that says it among other
 * things, {@code /hel+o/} one that fits a regular expression. Case and width do not matter.
 *
 * @param key how it is written and kept
 * @param kind which of the three
 * @param words what is looked for; empty for a pattern
 * @param pattern what is fitted; one that fits nothing for the others
 */
record Trigger(String key, Kind kind, String words, Pattern pattern) implements Comparable<Trigger> {

    /** How a message is looked at; the first kind that fits answers. */
    enum Kind {
        EXACT,
        CONTAINS,
        PATTERN
    }

    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final int LONGEST_KEY = 100;

    /** How much of what is written is looked at, in characters. */
    private static final int LOOKED_AT = 5_000;

    /** How much of a message patterns see, in characters. */
    private static final int LONGEST_TEXT = 500;

    /** Reads a trigger as somebody wrote it. */
    static Trigger of(String written) {
        String folded = folded(written);
        if (folded.isEmpty() || folded.length() > LONGEST_KEY || written.length() > LOOKED_AT) {
            throw UsageException.phrase("trigger.length", LONGEST_KEY);
        }
        if (isBetween(folded, '/')) {
            // Not folded: \S is not \s.
            String expression = written.strip();
            return new Trigger(
                    expression, Kind.PATTERN, "", compiled(expression.substring(1, expression.length() - 1)));
        }
        if (isBetween(folded, '*')) {
            return new Trigger(
                    folded,
                    Kind.CONTAINS,
                    folded.substring(1, folded.length() - 1).strip(),
                    NOTHING);
        }
        return new Trigger(folded, Kind.EXACT, folded, NOTHING);
    }

    private static boolean isBetween(String text, char mark) {
        return text.length() > 2 && text.charAt(0) == mark && text.charAt(text.length() - 1) == mark;
    }

    private static Pattern compiled(String expression) {
        try {
            return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            throw UsageException.phrase("trigger.pattern", e.getDescription(), e.getIndex() + 1);
        }
    }

    /** The beginning without what does not matter: case, full width, line breaks and what stands around. */
    static String folded(String text) {
        return Normalizer.normalize(text.substring(0, Math.min(LOOKED_AT, text.length())), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
    }

    /**
     * Whether a message sets it off.
     *
     * @param said what was said
     * @param folded the same, {@linkplain #folded folded}
     * @throws BoundedText.TooSlowException if the pattern does not come to an end
     */
    boolean fits(String said, String folded) {
        return switch (kind) {
            case EXACT -> folded.equals(words);
            case CONTAINS -> folded.contains(words);
            case PATTERN -> {
                String seen = said.length() > LONGEST_TEXT ? said.substring(0, LONGEST_TEXT) : said;
                yield pattern.matcher(new BoundedText(seen)).find();
            }
        };
    }

    /** By kind; the longer words first, which say more. */
    @Override
    public int compareTo(Trigger other) {
        int byKind = kind.compareTo(other.kind);
        int byLength = Integer.compare(other.words.length(), words.length());
        return byKind != 0 ? byKind : byLength != 0 ? byLength : key.compareTo(other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Trigger trigger && key.equals(trigger.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }
}
