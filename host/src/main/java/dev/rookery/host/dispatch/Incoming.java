package dev.rookery.host.dispatch;

import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.plugin.IncomingMessage;
import java.util.concurrent.CompletionStage;

/** A message as one owner's handlers see it: its answers complete on that owner's threads. */
record Incoming(MessageReceived event, Addressing addressing, Owner owner, Dispatcher dispatcher)
        implements IncomingMessage {

    @Override
    public boolean isAddressed() {
        return addressing.named() || chat().kind().isPrivate();
    }

    @Override
    public Message unaddressed() {
        return addressing.rest();
    }

    @Override
    public CompletionStage<SendResult> reply(Message message) {
        return dispatcher.send(owner, chat().id(), message);
    }

    /** What people write is kept out of logs, so this names the message only. */
    @Override
    public String toString() {
        return "message " + event.id().value() + " in " + chat().id();
    }
}
