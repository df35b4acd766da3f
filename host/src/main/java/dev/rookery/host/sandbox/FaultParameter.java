package dev.rookery.host.sandbox;

import java.util.Collection;
import java.util.List;

/**
 * Something that a kind of fault wants to be told: a whole number within bounds, a word out of several, or a short
 * text.
 *
 * @param name what it is called
 * @param meaning what it is for, with its unit
 * @param fallback what holds when nothing is told
 * @param choices the words that are possible; empty when it is no choice
 * @param min the least number; {@code min > max} when it is no number
 * @param max the greatest number, or the greatest length of a text
 */
public record FaultParameter(String name, String meaning, String fallback, List<String> choices, long min, long max) {

    static FaultParameter number(String name, String meaning, long fallback, long min, long max) {
        return new FaultParameter(name, meaning, Long.toString(fallback), List.of(), min, max);
    }

    /** The first word is what holds when nothing is told. */
    static FaultParameter choice(String name, String meaning, String... words) {
        return choice(name, meaning, List.of(words));
    }

    /** Likewise. */
    static FaultParameter choice(String name, String meaning, Collection<String> words) {
        List<String> choices = List.copyOf(words);
        return new FaultParameter(name, meaning, choices.get(0), choices, 1, 0);
    }

    static FaultParameter text(String name, String meaning, String fallback, int length) {
        return new FaultParameter(name, meaning, fallback, List.of(), Long.MAX_VALUE, length);
    }

    /** Whether it is a whole number. */
    public boolean isNumber() {
        return min <= max;
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException telling what is expected
     */
    void check(String value) {
        if (isNumber()) {
            boolean fits = value.matches("-?\\d{1,18}") && Long.parseLong(value) >= min && Long.parseLong(value) <= max;
            require(fits, value, "a number from " + min + " to " + max);
        } else if (!choices.isEmpty()) {
            require(choices.contains(value), value, "one of: " + String.join(", ", choices));
        } else {
            require(value.length() <= max, value.length() + " characters", max + " at most");
        }
    }

    private void require(boolean right, String value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
