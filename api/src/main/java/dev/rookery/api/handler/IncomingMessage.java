package dev.rookery.api.handler;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.concurrent.CompletionStage;

/** A message that was heard, and the way to answer it. Immutable; may be kept and answered later, on any thread. */
@ProvidedByHost
public interface IncomingMessage {

    /**
     * All that is known of it.
     *
     * @return the event
     */
    MessageReceived event();

    /**
     * What was said.
     *
     * @return the segments
     */
    default Message message() {
        return event().message();
    }

    /**
     * What was said, as plain text.
     *
     * @return never null
     */
    default String text() {
        return message().plainText();
    }

    /**
     * Where it was said.
     *
     * @return the chat
     */
    default Chat chat() {
        return event().chat();
    }

    /**
     * Who said it.
     *
     * @return the person, by the name they have in this chat
     */
    default Person sender() {
        return event().sender();
    }

    /**
     * Whether the bot is spoken to: always in private chats; elsewhere when the message mentions it, or begins or ends
     * with its name, with or without an at sign.
     *
     * @return true if the bot is meant
     */
    boolean isAddressed();

    /**
     * What was said without the words that address the bot: {@code ping} for {@code @pual ping}, {@code pual: ping} and
     * {@code ping pual}. The whole message when nothing addresses it.
     *
     * @return the rest, trimmed at both ends
     */
    Message unaddressed();

    /**
     * Answers in the same chat. Answers of one chat leave in the order of these calls.
     *
     * @param message what to say; empty is refused
     * @return completes with what became of it, never exceptionally; the host logs what was not sent
     */
    CompletionStage<SendResult> reply(Message message);

    /**
     * Answers in the same chat with a text.
     *
     * @param text what to say
     * @return as for {@link #reply(Message)}
     */
    default CompletionStage<SendResult> reply(String text) {
        return reply(Message.text(text));
    }
}
