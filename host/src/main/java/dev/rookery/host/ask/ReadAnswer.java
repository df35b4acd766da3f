package dev.rookery.host.ask;

import dev.rookery.api.handler.GivenAnswer;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.host.dispatch.ForwardingMessage;

/** A message with what the parser made of it. */
final class ReadAnswer<T> extends ForwardingMessage implements GivenAnswer<T> {

    private final T value;

    ReadAnswer(IncomingMessage heard, T value) {
        super(heard);
        this.value = value;
    }

    @Override
    public T value() {
        return value;
    }

    @Override
    public String toString() {
        return "answer of " + super.toString();
    }
}
