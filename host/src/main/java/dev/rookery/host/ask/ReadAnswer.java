package dev.rookery.host.ask;

import dev.rookery.api.Registration;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Ask;
import dev.rookery.api.handler.GivenAnswer;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.Question;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** A message with what the parser made of it. */
record ReadAnswer<T>(IncomingMessage given, T value) implements GivenAnswer<T> {

    @Override
    public MessageReceived event() {
        return given.event();
    }

    @Override
    public boolean isAddressed() {
        return given.isAddressed();
    }

    @Override
    public Message unaddressed() {
        return given.unaddressed();
    }

    @Override
    public Locale language() {
        return given.language();
    }

    @Override
    public boolean can(String node) {
        return given.can(node);
    }

    @Override
    public CompletionStage<SendResult> reply(Message message) {
        return given.reply(message);
    }

    @Override
    public Ask<String> ask(Message question) {
        return given.ask(question);
    }

    @Override
    public <S extends Record> Registration ask(Question<S> question, S state, Message words) {
        return given.ask(question, state, words);
    }

    /** What people write is kept out of logs. */
    @Override
    public String toString() {
        return "answer of " + given;
    }
}
