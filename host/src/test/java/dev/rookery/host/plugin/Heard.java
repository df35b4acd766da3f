package dev.rookery.host.plugin;

import dev.rookery.api.Registration;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A message as dispatch would hand it over; remembers the answers. */
final class Heard implements IncomingMessage {

    private final MessageReceived event;
    private final boolean addressed;
    private final Message unaddressed;
    private final List<String> replies = new CopyOnWriteArrayList<>();

    private Heard(ChatKind kind, String text, boolean addressed, String unaddressed) {
        Chat chat = new Chat(new ChatId("test", kind, "1"), "somewhere");
        Person alice = new Person(new PersonId("test", "alice"), "alice");
        Person bot = new Person(new PersonId("test", "pual"), "pual");
        this.event = new MessageReceived(new MessageId("1"), chat, alice, bot, Message.text(text), Instant.EPOCH);
        this.addressed = addressed;
        this.unaddressed = Message.text(unaddressed);
    }

    static Heard inPrivate(String text) {
        return new Heard(ChatKind.FRIEND, text, true, text);
    }

    static Heard inPrivate(String text, String unaddressed) {
        return new Heard(ChatKind.FRIEND, text, true, unaddressed);
    }

    static Heard inGroup(String text) {
        return new Heard(ChatKind.GROUP, text, false, text);
    }

    static Heard inGroup(String text, String unaddressed) {
        return new Heard(ChatKind.GROUP, text, true, unaddressed);
    }

    List<String> replies() {
        return replies;
    }

    @Override
    public MessageReceived event() {
        return event;
    }

    @Override
    public boolean isAddressed() {
        return addressed;
    }

    @Override
    public Message unaddressed() {
        return unaddressed;
    }

    @Override
    public Locale language() {
        return Locale.ENGLISH;
    }

    @Override
    public boolean can(String node) {
        return true;
    }

    @Override
    public CompletionStage<SendResult> reply(Message message) {
        replies.add(message.plainText());
        return CompletableFuture.completedFuture(new SendResult.Sent(new MessageId("2")));
    }

    @Override
    public Ask<String> ask(Message question) {
        throw new UnsupportedOperationException("asks nothing back");
    }

    @Override
    public <S extends Record> Registration ask(Question<S> question, S state, Message words) {
        throw new UnsupportedOperationException("asks nothing back");
    }
}
