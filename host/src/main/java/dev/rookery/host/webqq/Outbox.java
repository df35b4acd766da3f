package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.webqq.wire.Recipient;
import dev.rookery.host.webqq.wire.Session;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Takes messages from any thread, and hands those that can be sent now to the {@link Sender} on the loop. */
final class Outbox {

    private final IoLoop loop;
    private final Lifecycle lifecycle;
    private final Supplier<Optional<Session>> session;
    private final Recipients recipients;
    private final Sender sender;

    /**
     * Creates the outbox of one account.
     *
     * @param lifecycle where the account stands
     * @param session the present one, asked on the loop; empty while nothing can be said
     * @param recipients who is who in the present session
     */
    Outbox(
            IoLoop loop,
            Lifecycle lifecycle,
            Supplier<Optional<Session>> session,
            Recipients recipients,
            Sender sender) {
        this.loop = loop;
        this.lifecycle = lifecycle;
        this.session = session;
        this.recipients = recipients;
        this.sender = sender;
    }

    /** Sends a message; completes on the loop as {@link Sender#send} says. */
    CompletionStage<SendResult> send(ChatId chat, Message message) {
        CompletableFuture<SendResult> result = new CompletableFuture<>();
        try {
            loop.execute(() -> send(chat, message, result));
        } catch (RejectedExecutionException e) {
            result.complete(new SendResult.Refused("the account is stopped"));
        }
        return result;
    }

    private void send(ChatId chat, Message message, CompletableFuture<SendResult> result) {
        assert loop.inEventLoop();
        Optional<Session> current = session.get();
        if (current.isEmpty()) {
            result.complete(new SendResult.Refused(
                    "the account is not on line: " + lifecycle.phase().state()));
            return;
        }
        Recipient recipient;
        try {
            recipient = recipients.of(chat);
        } catch (IllegalArgumentException e) {
            result.complete(new SendResult.Refused(String.valueOf(e.getMessage())));
            return;
        }
        sender.send(current.get(), recipient, message, result);
    }
}
