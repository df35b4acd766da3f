package dev.rookery.testkit;

import dev.rookery.api.chat.ChatId;
import dev.rookery.testkit.Conversation.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** What the bot said and nobody has expected yet. Added to on any thread, asked on the test's. */
final class Replies {

    private final List<Reply> unexpected = new ArrayList<>();
    private final Runnable settle;
    private final Transcript transcript;
    private final Duration patience;

    /**
     * Begins with none.
     *
     * @param settle waits until the plugins have nothing left to do
     * @param transcript what failures show
     * @param patience how long a reply from a plugin's own thread may take
     */
    Replies(Runnable settle, Transcript transcript, Duration patience) {
        this.settle = settle;
        this.transcript = transcript;
        this.patience = patience;
    }

    synchronized void add(Reply reply) {
        unexpected.add(reply);
        notifyAll();
    }

    Reply take(Conversation where, Expected expected) {
        settle.run();
        return poll(where, expected).orElseThrow(() -> failure(where, expected, "but the bot said"));
    }

    synchronized Reply await(Conversation where, Expected expected) {
        long until = System.nanoTime() + patience.toNanos();
        Optional<Reply> found = poll(where, expected);
        while (found.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw failure(where, expected, "but within " + Transcript.inWords(patience) + " the bot said");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw failure(where, expected, "but until the test was interrupted the bot said");
            }
            found = poll(where, expected);
        }
        return found.get();
    }

    void none(Conversation where) {
        settle.run();
        List<Reply> left = left(where);
        if (!left.isEmpty()) {
            throw new AssertionFailedError("expected nothing more, but the bot said" + inWords(left) + theTranscript());
        }
    }

    synchronized List<Reply> left(Conversation where) {
        return unexpected.stream().filter(where::holds).toList();
    }

    synchronized void clear() {
        unexpected.clear();
    }

    @SuppressWarnings("ReferenceEquality") // The same words said twice are two replies.
    private synchronized Optional<Reply> poll(Conversation where, Expected expected) {
        Optional<Reply> found = next(where).stream().filter(expected.fits()).findFirst();
        found.ifPresent(reply -> unexpected.removeIf(other -> other == reply));
        return found;
    }

    /** The first of each chat, in the order in which they were said. */
    private List<Reply> next(Conversation where) {
        Set<ChatId> seen = new HashSet<>();
        return left(where).stream().filter(reply -> seen.add(reply.chat().id())).toList();
    }

    private AssertionFailedError failure(Conversation where, Expected expected, String but) {
        List<Reply> left = left(where);
        String message = "expected " + expected.words() + ", " + but + (left.isEmpty() ? " nothing" : inWords(left))
                + theTranscript();
        return left.size() == 1 && !expected.comparable().isEmpty()
                ? new AssertionFailedError(
                        message, expected.comparable(), left.get(0).text())
                : new AssertionFailedError(message);
    }

    private static String inWords(List<Reply> replies) {
        return replies.stream()
                .map(reply -> "\n  \"" + reply.text() + "\" in " + Transcript.nameOf(reply.chat()))
                .collect(Collectors.joining());
    }

    private String theTranscript() {
        return "\n\nthe conversation:\n" + transcript;
    }
}
