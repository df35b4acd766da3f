package dev.rookery.api.network;

import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One account of a chat network, as a network implements it and the host drives it.
 *
 * <p>Lifecycle: {@link #start} once, {@link #stopHearing} at most once, {@link #stop} once, in that order. No method
 * blocks and none throws for trouble on the network: such trouble is told through {@link AccountListener} or in the
 * returned stage. All methods may be called on any thread.
 */
public interface NetworkAccount {

    /**
     * The name that plugins, logs and pages use.
     *
     * @return the account's name as it stands in the configuration
     */
    String name();

    /**
     * Begins to sign in and to listen.
     *
     * @param listener where to tell what happens, until {@link #stop} has completed
     */
    void start(AccountListener listener);

    /**
     * Sends one message as a whole. The host calls this for one chat only after the stage of the message before has
     * completed, and side by side for different chats.
     *
     * @param chat a chat of this account
     * @param message what to say, never empty
     * @return completes with what became of it; never exceptionally, and never later than the network's own deadline
     */
    CompletionStage<SendResult> send(ChatId chat, Message message);

    /**
     * What the account can be asked besides hearing and speaking.
     *
     * @return always the same; what it offers changes nothing while the account is not on line
     */
    default Account operations() {
        return this::name;
    }

    /**
     * Takes what a person typed for the picture of an {@link dev.rookery.api.event.AccountNeedsAttention} that needs
     * {@code TYPE_CAPTCHA}.
     *
     * @param text what they read in it
     * @return whether something like this is awaited at the moment; never exceptionally
     */
    default CompletionStage<Boolean> answer(String text) {
        return CompletableFuture.completedStage(false);
    }

    /**
     * Stops listening, at the source: what is said from now on stays with the network for the next time, where the
     * network can keep it. Sends go on.
     *
     * @return completes when no further message will be told; never exceptionally
     */
    CompletionStage<Void> stopHearing();

    /**
     * Stops listening if it still does and lets go of everything. Whether it signs out or keeps its session for the
     * next start is the network's affair and the operator's. Sends that are on their way are finished or answered with
     * {@link SendResult.Unknown}.
     *
     * @return completes when nothing is left running; the host waits a few seconds at most
     */
    CompletionStage<Void> stop();
}
