package dev.rookery.plugin.keywords;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.rookery.api.command.UsageException;
import java.util.function.Predicate;

/**
 * A regular expression that somebody typed. Java's own would look for {@code (a+)+$} in a few dozen letters for hours,
 * and nothing can stop it; RE2's takes time that grows with the text times the expression. Regards no case.
 *
 * @param pattern as it was read
 */
record Expression(Pattern pattern) implements Predicate<String> {

    /** What counted repetitions may come to, all of them multiplied: RE2 writes each of them out. */
    static final int MOST_REPEATS = 100;

    /** How much of a text is looked at, in characters. */
    private static final int LOOKED_AT = 1_000;

    private static final Pattern COUNTED = Pattern.compile("\\{(\\d+)(?:,(\\d*))?\\}");

    /** Reads one; refuses what is none, or would be too large. */
    static Expression parse(String typed) {
        if (repeats(typed) > MOST_REPEATS) {
            throw UsageException.phrase("pattern.repeats", MOST_REPEATS);
        }
        try {
            return new Expression(Pattern.compile(typed, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException e) {
            throw UsageException.phrase("pattern.unclear", e.getDescription());
        }
    }

    private static double repeats(String typed) {
        double repeats = 1;
        for (Matcher counted = COUNTED.matcher(typed); counted.find(); ) {
            String most = counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            repeats *= Math.max(1, Double.parseDouble(most));
        }
        return repeats;
    }

    /** Whether some part of a text fits. */
    @Override
    public boolean test(String said) {
        return pattern.matcher(said.substring(0, Math.min(said.length(), LOOKED_AT)))
                .find();
    }
}
