package dev.rookery.plugin.dice;

import dev.rookery.api.command.UsageException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is rolled, as in {@code 2d6+1}.
 *
 * @param count how many dice, 1 to {@value #MOST_DICE}
 * @param sides sides of each, 2 to {@value #MOST_SIDES}
 * @param plus what is added to their sum, up to {@value #MOST_SIDES} either way
 */
record Dice(int count, int sides, int plus) {

    static final int MOST_DICE = 50;
    static final int MOST_SIDES = 1_000;

    private static final Pattern WRITTEN = Pattern.compile("(\\d{0,4})d(\\d{1,5})([+-]\\d{1,5})?");

    Dice {
        if (count < 1 || count > MOST_DICE || sides < 2 || sides > MOST_SIDES || Math.abs(plus) > MOST_SIDES) {
            throw UsageException.phrase("dice.limits", MOST_DICE, MOST_SIDES);
        }
    }

    /** Makes dice of a word; found by its name for each parameter of this type. */
    static Dice parse(String word) {
        // Chinese keyboards like to type full-width: ２ｄ６
        Matcher matcher =
                WRITTEN.matcher(Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw UsageException.phrase("dice.unclear", word);
        }
        int count = matcher.group(1).isEmpty() ? 1 : Integer.parseInt(matcher.group(1));
        int plus = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new Dice(count, Integer.parseInt(matcher.group(2)), plus);
    }

    /** What is added, as it is read aloud: nothing, {@code " + 1"} or {@code " - 1"}. */
    String bonus() {
        return plus == 0 ? "" : (plus > 0 ? " + " : " - ") + Math.abs(plus);
    }

    @Override
    public String toString() {
        return count + "d" + sides + (plus == 0 ? "" : String.format(Locale.ROOT, "%+d", plus));
    }
}
