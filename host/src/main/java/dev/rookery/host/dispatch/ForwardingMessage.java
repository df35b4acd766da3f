package dev.rookery.host.dispatch;

import dev.rookery.api.Registration;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** A message of which more is known than was heard: the rest it leaves to the message that was heard. */
public abstract class ForwardingMessage implements IncomingMessage {

    private final IncomingMessage heard;

    /** Stands for a message. */
    protected ForwardingMessage(IncomingMessage heard) {
        this.heard = heard;
    }

    @Override
    public final MessageReceived event() {
        return heard.event();
    }

    @Override
    public final boolean isAddressed() {
        return heard.isAddressed();
    }

    @Override
    public final Message unaddressed() {
        return heard.unaddressed();
    }

    @Override
    public final Locale language() {
        return heard.language();
    }

    @Override
    public final boolean can(String node) {
        return heard.can(node);
    }

    @Override
    public final CompletionStage<SendResult> reply(Message message) {
        return heard.reply(message);
    }

    @Override
    public final Ask<String> ask(Message question) {
        return heard.ask(question);
    }

    @Override
    public final <S extends Record> Registration ask(Question<S> question, S state, Message words) {
        return heard.ask(question, state, words);
    }

    /** What people write is kept out of logs, so this names the message only. */
    @Override
    public String toString() {
        return heard.toString();
    }
}
