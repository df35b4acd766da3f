package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What plugins say: whether they may, and how they hear what became of it. Safe for use by any thread. */
final class Speech {

    private static final Logger log = LoggerFactory.getLogger(Speech.class);

    private final Outbox outbox;
    private final Gate gate;
    private volatile Tap tap = Tap.NONE;

    Speech(Outbox outbox, Gate gate) {
        this.outbox = outbox;
        this.gate = gate;
    }

    void tap(Tap listener) {
        tap = listener;
    }

    /** As {@link Dispatcher#send}. */
    CompletionStage<SendResult> send(Owner owner, ChatId chat, Message message) {
        Verdict verdict = gate.speaks(owner.id(), chat);
        Optional<String> objection = verdict.allowed()
                ? owner.sentry().objectsTo(chat)
                : Optional.of(verdict.reason().toString());
        return objection.isPresent()
                ? refuse(owner, chat, message, objection.get())
                : told(owner, chat, message, outbox.send(chat, message));
    }

    /**
     * Why an answer is not to be given, whatever the quota: its plugin has stopped, or was switched off there since.
     *
     * @param late whether the message has come to the end of its way, and was kept
     */
    Optional<String> silence(Owner owner, ChatId chat, boolean late) {
        if (owner.sentry().isOver()) {
            return Optional.of("plugin " + owner.id() + " has stopped");
        }
        Verdict verdict = late ? gate.speaks(owner.id(), chat) : Verdict.YES;
        return verdict.allowed()
                ? Optional.empty()
                : Optional.of(verdict.reason().toString());
    }

    /** Sends an answer, which the owner may give; completes on the network's thread. */
    CompletionStage<SendResult> reply(ChatId chat, Message message) {
        return outbox.send(chat, message);
    }

    /** Nothing of this is handed from thread to thread: a plugin that says too much is to cost nobody but itself. */
    CompletionStage<SendResult> refuse(Owner owner, ChatId chat, Message message, String reason) {
        CompletionStage<SendResult> refused = outbox.refuse(chat, reason);
        tap.said(owner.id(), chat, message, refused);
        return refused;
    }

    /** Hands a result over to the owner's own thread: what hangs on it is the plugin's code. */
    CompletionStage<SendResult> told(Owner owner, ChatId chat, Message message, CompletionStage<SendResult> sent) {
        tap.said(owner.id(), chat, message, sent);
        CompletableFuture<SendResult> told = new CompletableFuture<>();
        sent.thenAccept(result -> {
            try {
                owner.callbacks().execute(() -> told.complete(result));
            } catch (RejectedExecutionException stoppedOrFull) {
                log.debug("nobody is there to be told plugin={} result={}", owner.id(), result);
            }
        });
        return told.minimalCompletionStage();
    }
}
