package dev.rookery.host.httpstream.wire;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Inputs that nobody thought of, made from a seed: the same seed makes the same case. How many cases a property is
 * tried with is set by the system property {@code rookery.fuzz.cases}, with which seed they begin by
 * {@code rookery.fuzz.seed}. Texts have one character a byte.
 */
final class Fuzz {

    /** 10,000 unless set; a million in the profile {@code nightly}. */
    private static final int CASES = Integer.getInteger("rookery.fuzz.cases", 10_000);

    /** The seed of the first case; each further one has the next. */
    private static final long SEED = Long.getLong("rookery.fuzz.seed", 20131230);

    /** What has a meaning somewhere in HTTP, and what has had one in somebody's parser. */
    private static final List<String> PIECES = List.of(
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\r",
            "\n\n",
            "\r\r\n",
            " ",
            "\t",
            "  ",
            ":",
            ": ",
            ",",
            ";",
            "=",
            "\"",
            "\\",
            "/",
            "0",
            "1",
            "5",
            "a",
            "F",
            "0x",
            "+",
            "-",
            "-1",
            "00",
            "\0",
            "\u0001",
            "\u000b",
            "\u000c",
            "\u001c",
            "\u007f",
            "\u0085",
            "\u00a0",
            "\u00e9",
            "\u00ff",
            "\r\n ",
            "\r\n\t",
            " \r\n",
            "\r\nX: y",
            "0\r\n\r\n",
            "5\r\nhello\r\n",
            "7fffffff",
            "80000000",
            "100000005",
            "9223372036854775807",
            "9223372036854775808",
            "4294967301",
            "chunked",
            ", chunked",
            "chunked, ",
            "identity",
            "gzip, ",
            "close",
            "keep-alive",
            "100",
            "204",
            "304",
            "HTTP/1.0",
            "HTTP/1.1",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 100 Continue\r\n\r\n",
            "\r\nContent-Length: 5",
            "\r\nContent-Length: 0",
            "\r\nContent-Length: +5",
            "\r\nContent-Length : 5",
            "\r\nContent-Length:",
            "\r\nTransfer-Encoding: chunked",
            "\r\nTransfer-Encoding : chunked",
            "\r\nTransfer-Encoding:\u000bchunked",
            "\r\nTransfer-Encoding: ",
            "\r\nConnection: close");

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

    /** Up to so many characters of an alphabet. */
    String word(int atLeast, int atMost, String alphabet) {
        StringBuilder word = new StringBuilder();
        for (int i = atLeast + below(atMost - atLeast + 1); i > 0; i--) {
            word.append(alphabet.charAt(below(alphabet.length())));
        }
        return word.toString();
    }

    /** Up to so many pieces and bytes. */
    String bytes(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = below(pieces + 1); i > 0; i--) {
            text.append(oneIn(3) ? pick(PIECES) : Character.toString(below(0x100)));
        }
        return text.toString();
    }

    /** Up to four ascending places in a text. */
    int[] cuts(String text) {
        return random.ints(below(5), 0, text.length() + 1).sorted().toArray();
    }

    /** The text with a few bytes gone, doubled, swapped for others, or cut off. */
    String mutated(String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + below(3); i > 0 && mutated.length() > 0; i--) {
            int at = below(mutated.length());
            int end = Math.min(mutated.length(), at + 1 + below(8));
            switch (below(8)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.insert(at, mutated.substring(at, end));
                case 2, 3 -> mutated.insert(at, pick(PIECES));
                case 4 -> mutated.setCharAt(at, (char) below(0x100));
                case 5 -> mutated.replace(at, end, pick(PIECES));
                case 6 -> {
                    int line = mutated.indexOf("\r\n", at);
                    mutated.insert(line < 0 ? at : line, pick(PIECES));
                }
                default -> {
                    if (oneIn(4)) {
                        mutated.setLength(at);
                    }
                }
            }
        }
        return mutated.toString();
    }
}
