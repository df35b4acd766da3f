package dev.rookery.api.handler;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.Locale;
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
     * What to answer in: the language that the configuration gives the chat, its account or the host; where it gives
     * none, the one that is spoken in the chat as far as it can be told, else English.
     *
     * @return the language
     */
    Locale language();

    /**
     * Whether the sender may do here what a permission node stands for. Answers at once.
     *
     * @param node for example {@code keywords.teach}; see {@link dev.rookery.api.permission.Permissions}
     * @return true if they may; for a node that nobody declared, only if the sender is an owner
     */
    boolean can(String node);

    /**
     * Answers in the same chat. Answers of one chat leave in the order of these calls.
     *
     * @param message what to say; empty is refused
     * @return completes with what became of it, never exceptionally; the host logs what was not sent
     * @throws java.util.concurrent.RejectedExecutionException if a thousand messages were refused already because the
     *     plugin says too much
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

    /**
     * Asks the sender something back, in the same chat. Nothing is said before {@link Ask#then}.
     *
     * @param question what to say
     * @return to say how long to wait and what to do with the answer
     */
    Ask<String> ask(Message question);

    /**
     * Asks the sender something back with a text.
     *
     * @param question what to say
     * @return as for {@link #ask(Message)}
     */
    default Ask<String> ask(String question) {
        return ask(Message.text(question));
    }

    /**
     * Asks the sender a question that goes on after a reload or restart.
     *
     * @param question what the plugin registered with {@link Questions}
     * @param state what its step has to know when the answer comes
     * @param words what to say
     * @param <S> what has to be remembered
     * @return closes to take the question back, with no step run
     * @throws IllegalArgumentException if the question is not one of this plugin's, or the state cannot be kept
     * @throws IllegalStateException if the plugin has stopped, or too many questions of it wait
     */
    <S extends Record> Registration ask(Question<S> question, S state, Message words);

    /**
     * Asks the sender a question that goes on after a reload or restart, with a text.
     *
     * @param question as above
     * @param state as above
     * @param words what to say
     * @param <S> what has to be remembered
     * @return as for {@link #ask(Question, Record, Message)}
     */
    default <S extends Record> Registration ask(Question<S> question, S state, String words) {
        return ask(question, state, Message.text(words));
    }
}
