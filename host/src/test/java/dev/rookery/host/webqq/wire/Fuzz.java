package dev.rookery.host.webqq.wire;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Inputs that nobody thought of, made from a seed: the same seed makes the same case. How many cases a property is
 * tried with is set by the system property {@code rookery.fuzz.cases}, with which seed they begin by
 * {@code rookery.fuzz.seed}.
 */
final class Fuzz {

    /** 10,000 unless set; a million in the profile {@code nightly}. */
    private static final int CASES = Integer.getInteger("rookery.fuzz.cases", 10_000);

    /** The seed of the first case; each further one has the next. */
    private static final long SEED = Long.getLong("rookery.fuzz.seed", 20131230);

    /** What texts are made of: what has a meaning somewhere on the way, and what is hard to carry. */
    private static final List<String> PIECES = List.of(
            "a",
            "b ",
            " ",
            "  ",
            "0",
            "9",
            "hello",
            "你",
            "好啊",
            "é",
            "e\u0301",
            "😀",
            "👨‍👩‍👧",
            "🇨🇳",
            "\ud83d",
            "\ude00",
            "\ufffd",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "\0",
            "\u0001",
            "\u001f",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u2028",
            "\u202e",
            "\ufeff",
            "\"",
            "\\",
            "'",
            "/",
            "<",
            ">",
            "&",
            ";",
            "&lt;",
            "&amp;",
            "&nbsp;",
            "&#39;",
            "&#92;",
            "&quot",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "(",
            ")",
            "%",
            "+",
            "=",
            "\\x",
            "\\u",
            "null",
            "-1",
            "1e9",
            "[\"face\",14]",
            "【提示：此用户正在使用Q+ Web：http://web.qq.com/】");

    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "14",
            "212",
            "99999",
            "100000",
            "2000000001",
            "4294967295",
            "4294967296",
            "9007199254740991",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1e3",
            "2.5",
            "1e300",
            "-0.0",
            "123456789012345678901234567890123456789012345678901234567890",
            "1388368696",
            "253402300800");

    private final SplittableRandom random;

    private Fuzz(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Tries a property with many cases; the failure tells how to see the one again that broke it. */
    static void cases(Consumer<Fuzz> property) {
        for (int i = 0; i < CASES; i++) {
            long seed = SEED + i;
            try {
                property.accept(new Fuzz(seed));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "broken by one case, again with -Drookery.fuzz.cases=1 -Drookery.fuzz.seed=" + seed, e);
            }
        }
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Up to so many pieces. */
    String text(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = below(pieces + 1); i > 0; i--) {
            text.append(oneIn(8) ? Character.toString(below(0x10000)) : pick(PIECES));
        }
        return text.toString();
    }

    /** A value of JSON, well-formed but for what {@link #mutated} may do to it; objects have some of the names. */
    String json(int depth, List<String> names) {
        return switch (below(depth > 0 ? 9 : 5)) {
            case 0, 1 -> pick(NUMBERS);
            case 2 -> quoted(text(6));
            case 3 -> "\"" + pick(NUMBERS) + "\"";
            case 4 -> pick(List.of("true", "false", "null", "\"\"", "{}", "[]"));
            case 5, 6 -> array(below(5), depth, names);
            default -> object(depth, names, 10);
        };
    }

    /** An object with most of the names. */
    String object(int depth, List<String> names) {
        return object(depth, names, 70);
    }

    private String object(int depth, List<String> names, int percent) {
        StringBuilder json = new StringBuilder("{");
        for (String name : names) {
            if (below(100) < percent) {
                json.append(json.length() > 1 ? "," : "")
                        .append(quoted(name))
                        .append(':')
                        .append(json(depth - 1, names));
            }
        }
        return json.append('}').toString();
    }

    private String array(int size, int depth, List<String> names) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < size; i++) {
            json.append(i > 0 ? "," : "").append(json(depth - 1, names));
        }
        return json.append(']').toString();
    }

    /** The text with a few characters gone, doubled, swapped for others, or cut off. */
    String mutated(String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = below(6); i > 0 && mutated.length() > 0; i--) {
            int at = below(mutated.length());
            int end = Math.min(mutated.length(), at + 1 + below(8));
            switch (below(6)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, mutated.substring(at, end));
                case 2 -> mutated.insert(at, pick(PIECES));
                case 3 -> mutated.setCharAt(at, (char) below(0x80));
                case 4 -> mutated.replace(at, end, pick(NUMBERS));
                default -> {
                    if (oneIn(4)) {
                        mutated.setLength(at);
                    }
                }
            }
        }
        return mutated.toString();
    }

    static String quoted(String text) {
        return JsonAnswer.JSON.getNodeFactory().textNode(text).toString();
    }
}
