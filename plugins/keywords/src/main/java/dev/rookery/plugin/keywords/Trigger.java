package dev.rookery.plugin.keywords;

import dev.rookery.api.command.UsageException;
import dev.rookery.api.text.OneLine;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What sets off an answer: {@code hello} a message that says just that, {@code *hello*} one that says it among other
 * things, {@code /hel+o/} one that fits a regular expression. Case and width do not matter.
 */
final class Trigger {

    /** Exact words first, then those among others, of which the longer say more, then patterns. */
    static final Comparator<Trigger> ORDER = Comparator.<Trigger>comparingInt(trigger -> trigger.rank)
            .thenComparing(trigger -> -trigger.key.length())
            .thenComparing(trigger -> trigger.key);

    private static final int LONGEST = 100;

    /** How much of a message is looked at, in characters. */
    private static final int LOOKED_AT = 5_000;

    private final String key;
    private final int rank;
    private final Predicate<String> test;

    private Trigger(String key, int rank, Predicate<String> test) {
        this.key = key;
        this.rank = rank;
        this.test = test;
    }

    /** Makes one of what somebody typed; found by its name for each parameter of this type. */
    static Trigger parse(String typed) {
        String expression = narrow(typed);
        String words = folded(typed);
        if (words.isEmpty() || words.length() > LONGEST) {
            throw UsageException.phrase("trigger.length", LONGEST);
        }
        if (isBetween('/', expression)) { // as it is written: \S is not \s
            return new Trigger(expression, 2, Expression.parse(inner(expression)));
        }
        if (isBetween('*', words)) {
            String part = inner(words);
            return new Trigger(words, 1, said -> said.contains(part));
        }
        return new Trigger(words, 0, words::equals);
    }

    private static boolean isBetween(char mark, String text) {
        return text.length() > 2
                && text.charAt(0) == mark
                && text.charAt(text.length() - 1) == mark
                && !inner(text).isEmpty();
    }

    private static String inner(String text) {
        return text.substring(1, text.length() - 1).strip();
    }

    /** What was said, without what does not matter. */
    static String folded(String said) {
        return narrow(said).toLowerCase(Locale.ROOT);
    }

    private static String narrow(String text) {
        return Normalizer.normalize(OneLine.of(text, LOOKED_AT), Normalizer.Form.NFKC)
                .strip();
    }

    /**
     * Whether a message sets it off.
     *
     * @param said what was said, {@linkplain #folded folded}
     */
    boolean fits(String said) {
        return test.test(said);
    }

    /** How it is written and kept. */
    @Override
    public String toString() {
        return key;
    }
}
