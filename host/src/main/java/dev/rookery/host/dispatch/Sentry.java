package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import dev.rookery.host.text.Sentence;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands at the border to one plugin: whether it is called, and what is seen of its calls. Asked on the way of every
 * message, so it must be quick and must neither block nor throw, unless it says so.
 */
public interface Sentry {

    /** Lets everything through and sees nothing. */
    Sentry NONE = new Sentry() {};

    /** Whether a call may begin on this thread now. If so, {@link #begins} and {@link #ended} follow on this thread. */
    default boolean admits() {
        return true;
    }

    /** Whether no call would begin now: who comes may as well go round the plugin. */
    default boolean isShut() {
        return false;
    }

    /** Why no call would begin now. */
    default Sentence whyShut() {
        return Sentence.of("why.left-alone");
    }

    /** How the call that runs on this thread was cut short since it took too long; empty if it was not. */
    default Optional<Sentence> cutShort() {
        return Optional.empty();
    }

    /** Whether the plugin may hold up what goes to others while it has a say in it. */
    default boolean isTrusted() {
        return true;
    }

    /** Calls about one and the same thing follow on this thread, which together go well or do not. */
    default void enters() {}

    /** No more of them follow. */
    default void leaves() {}

    /**
     * A call begins on this thread.
     *
     * @param where the chat or account that it is about
     */
    default void begins(Object where) {}

    /**
     * It has ended.
     *
     * @param thrown what it threw; null if it returned
     */
    default void ended(@Nullable Throwable thrown) {}

    /**
     * The call that runs on this thread has failed, whatever it returns: somebody else caught what it threw.
     *
     * @param thrown what that was
     */
    default void failed(Throwable thrown) {}

    /** The plugin has not been called for something since too much waits for it. */
    default void missed() {}

    /**
     * Whether the plugin may say something more in a chat.
     *
     * @return why not; empty if it may, which is then counted
     * @throws java.util.concurrent.RejectedExecutionException if it may not and was told so again and again: to end the
     *     loop that does not look at the answers
     */
    default Optional<String> objectsTo(ChatId chat) {
        return Optional.empty();
    }

    /** Whether the plugin has come to the end of this life: what it kept of it is good for nothing more. */
    default boolean isOver() {
        return false;
    }
}
