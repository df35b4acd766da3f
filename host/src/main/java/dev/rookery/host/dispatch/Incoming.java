package dev.rookery.host.dispatch;

import dev.rookery.api.Registration;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A message as one owner's handlers see it: its answers complete on that owner's callback thread. */
final class Incoming implements HostMessage {

    private final Owner owner;
    private final Journey journey;
    private final Dispatcher dispatcher;
    private volatile @Nullable Addressing addressing;

    Incoming(Owner owner, Journey journey, Dispatcher dispatcher) {
        this.owner = owner;
        this.journey = journey;
        this.dispatcher = dispatcher;
    }

    Owner owner() {
        return owner;
    }

    @Override
    public MessageReceived event() {
        return journey.event();
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
        return dispatcher.languages().of(chat().id());
    }

    @Override
    public CompletionStage<SendResult> reply(Message message) {
        return journey.reply(owner, message);
    }

    @Override
    public Ask<String> ask(Message question) {
        return dispatcher.conversations.ask(owner, this, question);
    }

    @Override
    public <S extends Record> Registration ask(Question<S> question, S state, Message words) {
        return dispatcher.conversations.ask(owner, this, question, state, words);
    }

    @Override
    public boolean can(String node) {
        Verdict verdict = dispatcher.gate.permits(node, sender(), chat());
        if (!verdict.allowed()) {
            trace().stopped(owner.id(), Trail.Stop.PERMISSION, verdict.reason());
        }
        return verdict.allowed();
    }

    @Override
    public Trail.Trace trace() {
        return journey.trace();
    }

    /** Found out when somebody asks, on that plugin's thread; finding it out twice does no harm. */
    private Addressing addressing() {
        Addressing known = addressing;
        if (known == null) {
            known = Addressing.of(event().message(), event().self(), event().account());
            addressing = known;
        }
        return known;
    }

    /** What people write is kept out of logs, so this names the message only. */
    @Override
    public String toString() {
        return "message " + event().id().value() + " in " + chat().id();
    }
}
