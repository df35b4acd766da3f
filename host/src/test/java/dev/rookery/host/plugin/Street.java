package dev.rookery.host.plugin;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/** A network where everybody may speak to the bot, and what it says can be picked up. */
final class Street implements NetworkAccount {

    private final String name;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private volatile BiConsumer<ChatId, Message> neighbours = (chat, message) -> {};

    Street(String name) {
        this.name = name;
    }

    /** What the bot has said, as {@code chat: text}. */
    BlockingQueue<String> said() {
        return said;
    }

    /** Tells somebody else what the bot says. */
    void overheardBy(BiConsumer<ChatId, Message> listener) {
        neighbours = listener;
    }

    MessageReceived heard(String chat, String text) {
        return heard(new ChatId(name, ChatKind.FRIEND, chat), "somebody", text);
    }

    MessageReceived heard(ChatId chat, String sender, String text) {
        return new MessageReceived(
                new MessageId("1"),
                new Chat(chat, chat.value()),
                new Person(new PersonId(name, sender), sender),
                new Person(new PersonId(name, "number of " + name), name),
                Message.text(text),
                Instant.EPOCH);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(AccountListener listener) {}

    @Override
    public CompletionStage<SendResult> send(ChatId chat, Message message) {
        said.add(chat.value() + ": " + message.plainText());
        neighbours.accept(chat, message);
        return CompletableFuture.completedStage(new SendResult.Sent(new MessageId("2")));
    }

    @Override
    public CompletionStage<Void> stopHearing() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.completedStage(null);
    }
}
