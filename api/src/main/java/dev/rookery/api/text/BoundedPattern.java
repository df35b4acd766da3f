package dev.rookery.api.text;

import dev.rookery.api.command.UsageException;
import java.util.BitSet;

/**
 * A regular expression that somebody typed in a chat. Java's own would look for {@code (a+)+$} in a few dozen letters
 * for hours, for {@code (){2147483647}} in none at all, and nothing can stop it. This one goes through the text with
 * all places at once instead of trying one after the other, counts its steps, and ends when they are used up. Regards
 * no case. Any thread.
 *
 * <table>
 * <caption>What it understands</caption>
 * <tr><th>written</th><th>means</th></tr>
 * <tr><td>{@code .}</td><td>any character</td></tr>
 * <tr><td>{@code [abc]}, {@code [^0-9]}</td><td>one of these, none of these</td></tr>
 * <tr><td>{@code \d}, {@code \w}, {@code \s}</td><td>a digit, a letter or digit or {@code _}, white space; in capitals
 * anything else</td></tr>
 * <tr><td>{@code \.}</td><td>the character itself; so with everything that is neither letter nor digit</td></tr>
 * <tr><td>{@code x*}, {@code x+}, {@code x?}, {@code x{2}}, {@code x{2,}}, {@code x{2,5}}</td><td>so often</td></tr>
 * <tr><td>{@code (x|y)}</td><td>this or that</td></tr>
 * <tr><td>{@code ^}, {@code $}</td><td>the beginning, the end</td></tr>
 * </table>
 *
 * <table>
 * <caption>Bounds</caption>
 * <tr><th>what</th><th>bound</th><th>beyond it</th></tr>
 * <tr><td>expression</td><td>{@value #LONGEST} characters</td><td>{@link UsageException}</td></tr>
 * <tr><td>text</td><td>{@value #LONGEST_TEXT} characters</td><td>the rest is not looked at</td></tr>
 * <tr><td>steps in one text</td><td>{@value #MOST_STEPS}</td><td>it is not found</td></tr>
 * </table>
 */
public final class BoundedPattern {

    /** How long an expression may be. */
    public static final int LONGEST = 200;

    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_STEPS = 50_000;

    /** A part of the expression: leads from places in the text to all those where it may end. */
    interface Part {
        BitSet from(BitSet places, Run run);
    }

    /** One look through one text. */
    static final class Run {

        final int[] text;
        private int steps;

        Run(int[] text) {
            this.text = text;
        }

        void step(BitSet places) {
            steps += 1 + places.cardinality();
            if (steps > MOST_STEPS) {
                throw new TooManyStepsException();
            }
        }
    }

    private static final class TooManyStepsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyStepsException() {
            super("too many steps", null, false, false);
        }
    }

    private final String expression;
    private final Part whole;

    private BoundedPattern(String expression, Part whole) {
        this.expression = expression;
        this.whole = whole;
    }

    /**
     * Reads an expression.
     *
     * @param expression as above
     * @return the pattern
     * @throws UsageException if it is none, or too long
     */
    public static BoundedPattern of(String expression) {
        if (expression.length() > LONGEST) {
            throw UsageException.phrase("pattern.length", LONGEST);
        }
        return new BoundedPattern(expression, new PatternReader(expression).read());
    }

    /**
     * Whether some part of a text fits.
     *
     * @param text any
     * @return false also when there were too many steps
     */
    public boolean isIn(String text) {
        int[] seen = text.codePoints().limit(LONGEST_TEXT).toArray();
        BitSet anywhere = new BitSet();
        anywhere.set(0, seen.length + 1);
        try {
            return !whole.from(anywhere, new Run(seen)).isEmpty();
        } catch (TooManyStepsException noEnd) {
            return false;
        }
    }

    /** The expression as it was written. */
    @Override
    public String toString() {
        return expression;
    }
}
