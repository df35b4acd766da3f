package dev.rookery.host.webqq;

import dev.rookery.host.webqq.wire.Recipient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Notices when a chat would be sent what it was sent just before, and makes the two distinct or says how long to wait.
 * What was sent counts, whatever became of it. Bounds: {@link #WINDOW}, {@link #MAX_CHATS}. On the loop only.
 */
final class Repetition {

    /** How long a message counts as the one before. */
    static final Duration WINDOW = Duration.ofMinutes(1);

    /** How many chats are remembered; beyond that the one that was silent for longest is forgotten. */
    static final int MAX_CHATS = 1000;

    /** What makes a text another one without being seen: taken in turn, so that three in a row differ too. */
    private static final List<String> SUFFIXES = List.of(" ", "\u200b");

    /**
     * What is to be sent.
     *
     * @param content in its final form
     * @param least how long after the send before it
     */
    record Distinct(String content, Duration least) {}

    /** The last one, as it was wanted and as it went out. */
    private record Said(String wanted, String sent, long at) {

        boolean isLike(String content) {
            return content.equals(wanted) || content.equals(sent);
        }
    }

    private final Repeats repeats;
    private final Duration interval;
    private final LongSupplier clock;
    private final Map<Recipient, Said> said = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Recipient, Said> eldest) {
            return size() > MAX_CHATS;
        }
    };

    /**
     * Creates the memory of one account.
     *
     * @param repeats what to do
     * @param interval how long to wait when repeats are spaced
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    Repetition(Repeats repeats, Duration interval, LongSupplier clock) {
        this.repeats = repeats;
        this.interval = interval;
        this.clock = clock;
    }

    /**
     * Remembers what is to be sent next.
     *
     * @param chat where
     * @param writer writes the content with a text added at its end
     */
    Distinct next(Recipient chat, UnaryOperator<String> writer) {
        String wanted = writer.apply("");
        if (repeats == Repeats.AS_IS) {
            return new Distinct(wanted, Duration.ZERO);
        }
        long now = clock.getAsLong();
        Said before = said.get(chat);
        if (before == null || now - before.at() >= WINDOW.toNanos() || !before.isLike(wanted)) {
            said.put(chat, new Said(wanted, wanted, now));
            return new Distinct(wanted, Duration.ZERO);
        }
        String sent = repeats == Repeats.VARY ? varied(before, writer) : wanted;
        said.put(chat, new Said(wanted, sent, now));
        return new Distinct(sent, repeats == Repeats.SPACE ? interval : Duration.ZERO);
    }

    private static String varied(Said before, UnaryOperator<String> writer) {
        return SUFFIXES.stream()
                .map(writer)
                .filter(content -> !content.equals(before.sent()))
                .findFirst()
                .orElseThrow();
    }

    /** How many chats are remembered. */
    int size() {
        return said.size();
    }
}
