package dev.rookery.host.testing;

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

/** Something that was said to the bot or beside it; remembers the answers. */
public final class Said implements IncomingMessage {

    public static final Person BOT = person("pual");

    private final MessageReceived event;
    private final boolean addressed;
    private final Message unaddressed;
    private final Locale language;
    private final List<String> replies = new CopyOnWriteArrayList<>();

    private Said(MessageReceived event, boolean addressed, Message unaddressed, Locale language) {
        this.event = event;
        this.addressed = addressed;
        this.unaddressed = unaddressed;
        this.language = language;
    }

    public static Person person(String name) {
        return new Person(new PersonId("test", name), name);
    }

    private static Said said(ChatKind kind, Message message, boolean addressed, Message unaddressed) {
        Chat chat = new Chat(new ChatId("test", kind, "1"), "somewhere");
        MessageReceived event =
                new MessageReceived(new MessageId("1"), chat, person("alice"), BOT, message, Instant.EPOCH);
        return new Said(event, addressed, unaddressed, Locale.ENGLISH);
    }

    public static Said privately(Message message) {
        return said(ChatKind.FRIEND, message, true, message);
    }

    public static Said privately(String text) {
        return privately(Message.text(text));
    }

    /** With the bot's name, which is left out of {@code unaddressed}. */
    public static Said privately(String text, String unaddressed) {
        return said(ChatKind.FRIEND, Message.text(text), true, Message.text(unaddressed));
    }

    public static Said inGroup(String text) {
        return said(ChatKind.GROUP, Message.text(text), false, Message.text(text));
    }

    /** To the bot, whose name is left out of {@code unaddressed}. */
    public static Said inGroup(String text, String unaddressed) {
        return said(ChatKind.GROUP, Message.text(text), true, Message.text(unaddressed));
    }

    public Said in(Locale spoken) {
        return new Said(event, addressed, unaddressed, spoken);
    }

    public Said by(String name) {
        MessageReceived theirs =
                new MessageReceived(event.id(), event.chat(), person(name), event.self(), event.message(), event.at());
        return new Said(theirs, addressed, unaddressed, language);
    }

    /** What was answered so far. */
    public List<String> replies() {
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
        return language;
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
        throw new UnsupportedOperationException();
    }

    @Override
    public <S extends Record> Registration ask(Question<S> question, S state, Message words) {
        throw new UnsupportedOperationException();
    }
}
