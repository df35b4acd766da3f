package dev.rookery.testkit;

import dev.rookery.api.message.Message;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the bot is expected to speak: in one chat ({@link TestUser}, {@link TestGroup}) or in any of them
 * ({@link TestBot}). Each reply is expected once, those of one chat in their order; what is expected of any chat takes
 * the earliest reply that is the next one of its chat and fits.
 *
 * <p>Every method first waits until the plugins have nothing left to do, never for time to pass. A failure shows the
 * conversation. For the test's thread.
 */
public abstract sealed class Conversation permits TestBot, TestUser, TestGroup {

    Conversation() {}

    abstract Replies replies();

    abstract boolean holds(Reply reply);

    /**
     * Expects that the bot said something.
     *
     * @return the next reply, to be looked at closely
     */
    public final Reply expectReply() {
        return replies().take(this, new Expected("a reply", "", reply -> true));
    }

    /**
     * Expects a reply of just these words.
     *
     * @param text the whole reply as plain text
     * @return the reply
     */
    public final Reply expectReply(String text) {
        return replies()
                .take(
                        this,
                        new Expected(
                                "the reply \"" + text + '"',
                                text,
                                reply -> reply.text().equals(text)));
    }

    /**
     * Expects a reply of just these pieces.
     *
     * @param message the whole reply
     * @return the reply
     */
    public final Reply expectReply(Message message) {
        return replies()
                .take(
                        this,
                        new Expected(
                                "the reply " + message,
                                message.toString(),
                                reply -> reply.message().equals(message)));
    }

    /**
     * Expects a reply whose words are right.
     *
     * @param text whether they are
     * @return the reply
     */
    public final Reply expectReply(Predicate<? super String> text) {
        return replies().take(this, new Expected("a reply that fits", "", reply -> text.test(reply.text())));
    }

    /**
     * Expects a reply of just these words from a plugin that answers on a thread of its own, which nobody but the
     * plugin knows about: waits until it comes, as long as the deadline allows.
     *
     * @param text the whole reply as plain text
     * @return the reply
     */
    public final Reply awaitReply(String text) {
        return replies()
                .await(
                        this,
                        new Expected(
                                "the reply \"" + text + '"',
                                text,
                                reply -> reply.text().equals(text)));
    }

    /** Expects that the bot said nothing that was not expected before. */
    public final void expectNothing() {
        replies().none(this);
    }

    /** As {@link #expectNothing()}, where it reads better: after {@link #expectReply}. */
    public final void expectNothingElse() {
        replies().none(this);
    }

    /**
     * What the bot said and nobody has expected yet; it stays so.
     *
     * @return in the order in which it was said
     */
    public final List<Reply> unexpected() {
        return replies().left(this);
    }

    /**
     * One expectation.
     *
     * @param words for a failure
     * @param comparable what a tool can compare with the actual words; empty for nothing
     * @param fits whether a reply is the one
     */
    record Expected(String words, String comparable, Predicate<Reply> fits) {}
}
