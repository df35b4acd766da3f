package dev.rookery.host.dispatch;

import dev.rookery.api.Registration;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.text.Languages;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message as one owner's handlers see it: its answers complete on that owner's callback thread. */
final class Incoming implements HostMessage {

    /** Carries answers to the message. */
    interface Replies {

        /** Sends one in the name of an owner. */
        CompletionStage<SendResult> reply(Owner owner, Message message);
    }

    private final Owner owner;
    private final MessageReceived event;
    private final Conversations conversations;
    private final Languages languages;
    private final Gate gate;
    private final Trail.Trace trace;
    private final Replies replies;
    private volatile @Nullable Addressing addressing;

    Incoming(
            Owner owner,
            MessageReceived event,
            Gate gate,
            Trail.Trace trace,
            Conversations conversations,
            Languages languages,
            Replies replies) {
        this.owner = owner;
        this.event = event;
        this.gate = gate;
        this.trace = trace;
        this.conversations = conversations;
        this.languages = languages;
        this.replies = replies;
    }

    Owner owner() {
        return owner;
    }

    @Override
    public MessageReceived event() {
        return event;
    }

    @Override
    public boolean isAddressed() {
        return chat().kind().isPrivate() || addressing().named();
    }

    @Override
    public Message unaddressed() {
        return addressing().rest();
    }

    @Override
    public Locale language() {
        return languages.of(event.chat().id());
    }

    @Override
    public CompletionStage<SendResult> reply(Message message) {
        return replies.reply(owner, message);
    }

    @Override
    public Ask<String> ask(Message question) {
        return conversations.ask(owner, this, question);
    }

    @Override
    public <S extends Record> Registration ask(Question<S> question, S state, Message words) {
        return conversations.ask(owner, this, question, state, words);
    }

    @Override
    public boolean can(String node) {
        Verdict verdict = permits(node);
        if (!verdict.allowed()) {
            trace.stopped(owner.id(), Trail.Stop.PERMISSION, verdict.reason());
        }
        return verdict.allowed();
    }

    @Override
    public String plugin() {
        return owner.id();
    }

    @Override
    public Verdict hears(String command, String permission) {
        return gate.hears(owner.id(), command, permission, event);
    }

    @Override
    public Verdict permits(String node) {
        return gate.permits(node, event.sender(), event.chat());
    }

    @Override
    public Trail.Trace trace() {
        return trace;
    }

    /** Found out when somebody asks, on that plugin's thread; finding it out twice does no harm. */
    private Addressing addressing() {
        Addressing known = addressing;
        if (known == null) {
            known = Addressing.of(event.message(), event.self(), event.account());
            addressing = known;
        }
        return known;
    }

    /** What people write is kept out of logs, so this names the message only. */
    @Override
    public String toString() {
        return "message " + event.id().value() + " in " + chat().id();
    }
}
