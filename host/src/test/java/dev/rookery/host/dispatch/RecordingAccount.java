package dev.rookery.host.dispatch;

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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A network that writes down what is sent and answers when it is told to. */
final class RecordingAccount implements NetworkAccount {

    static final String NAME = "pual";
    private static final AtomicInteger IDS = new AtomicInteger();

    private final List<String> sent = new ArrayList<>();
    private final Deque<CompletableFuture<SendResult>> unanswered = new ArrayDeque<>();
    private boolean patient;

    /** From now on answers only when {@link #answer} is called. */
    synchronized RecordingAccount answersWhenTold() {
        patient = true;
        return this;
    }

    synchronized void answersAtOnce() {
        patient = false;
    }

    void answer(SendResult result) {
        CompletableFuture<SendResult> oldest;
        synchronized (this) {
            oldest = unanswered.remove();
        }
        oldest.complete(result);
    }

    synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    static ChatId friend(String who) {
        return new ChatId(NAME, ChatKind.FRIEND, who);
    }

    static ChatId group(String which) {
        return new ChatId(NAME, ChatKind.GROUP, which);
    }

    static MessageReceived said(ChatId chat, String text) {
        return said(chat, Message.text(text));
    }

    static MessageReceived said(ChatId chat, Message message) {
        Person sender = new Person(new PersonId(NAME, "someone"), "Someone");
        return new MessageReceived(
                new MessageId(Integer.toString(IDS.incrementAndGet())),
                new Chat(chat, chat.value()),
                sender,
                self("Pual"),
                message,
                Instant.EPOCH);
    }

    static Person self(String name) {
        return new Person(new PersonId(NAME, "1002003004"), name);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start(AccountListener listener) {}

    @Override
    public synchronized CompletionStage<SendResult> send(ChatId chat, Message message) {
        sent.add(chat.value() + ": " + message.plainText());
        if (!patient) {
            return CompletableFuture.completedFuture(new SendResult.Sent(new MessageId("1")));
        }
        CompletableFuture<SendResult> answer = new CompletableFuture<>();
        unanswered.add(answer);
        return answer;
    }

    @Override
    public CompletionStage<Void> stopHearing() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.completedFuture(null);
    }
}
