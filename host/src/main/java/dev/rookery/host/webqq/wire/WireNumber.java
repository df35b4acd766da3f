package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/**
 * Reads numbers as servers write them: as a rule a JSON number, now and then a string of digits or a number with an
 * empty fraction. What no JavaScript client could have held exactly is none: fractions, signs where none belong, and
 * more than {@link #MAX}.
 */
public final class WireNumber {

    /** 2⁵³ − 1, the largest whole number of JavaScript, which wrote and read this protocol. */
    public static final long MAX = (1L << 53) - 1;

    private static final int MAX_DIGITS = 16;

    private WireNumber() {}

    /** A number from 0 to {@link #MAX}. */
    public static OptionalLong of(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return inRange(node.asLong());
        }
        if (node.isFloatingPointNumber()) {
            double value = node.asDouble();
            return value == Math.rint(value) && value >= 0 && value <= MAX
                    ? OptionalLong.of((long) value)
                    : OptionalLong.empty();
        }
        return node.isTextual() ? ofDigits(node.asText()) : OptionalLong.empty();
    }

    /** A number that names somebody or something: as {@link #of}, but more than 0. */
    public static OptionalLong id(JsonNode node) {
        OptionalLong number = of(node);
        return number.orElse(0) > 0 ? number : OptionalLong.empty();
    }

    /** A number from 0 to {@link #MAX} in decimal digits. */
    static OptionalLong ofDigits(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = number * 10 + digit;
        }
        return inRange(number);
    }

    private static OptionalLong inRange(long number) {
        return number >= 0 && number <= MAX ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
