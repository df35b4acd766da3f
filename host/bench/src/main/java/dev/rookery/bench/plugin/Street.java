package dev.rookery.bench.plugin;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A network in memory, which sends at once. */
final class Street implements NetworkAccount {

    private static final String NAME = "bench";
    private static final Person SELF = new Person(new PersonId(NAME, "self"), "bot");
    private static final Person SOMEBODY = new Person(new PersonId(NAME, "somebody"), "Somebody");

    private final Consumer<String> sent;

    /**
     * Makes one.
     *
     * @param sent is given the text of whatever is sent, on the thread that sends it
     */
    Street(Consumer<String> sent) {
        this.sent = sent;
    }

    static MessageReceived said(String chat, String text) {
        return new MessageReceived(
                new MessageId("1"),
                new Chat(new ChatId(NAME, ChatKind.FRIEND, chat), chat),
                SOMEBODY,
                SELF,
                Message.text(text),
                Instant.EPOCH);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start(AccountListener listener) {}

    @Override
    public CompletionStage<SendResult> send(ChatId chat, Message message) {
        sent.accept(message.plainText());
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
