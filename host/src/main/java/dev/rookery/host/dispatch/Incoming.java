package dev.rookery.host.dispatch;

import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A message as one owner's handlers see it: its answers complete on that owner's callback thread. */
final class Incoming implements IncomingMessage {

    private final MessageReceived event;
    private final Function<Message, CompletionStage<SendResult>> replies;
    private volatile @Nullable Addressing addressing;

    Incoming(MessageReceived event, Function<Message, CompletionStage<SendResult>> replies) {
        this.event = event;
        this.replies = replies;
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
    public CompletionStage<SendResult> reply(Message message) {
        return replies.apply(message);
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
