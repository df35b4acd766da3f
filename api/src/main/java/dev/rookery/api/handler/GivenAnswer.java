package dev.rookery.api.handler;

import dev.rookery.api.ProvidedByHost;

/**
 * A message that answers a question. Can be answered and asked back like any other.
 *
 * @param <T> what the parser made of it
 */
@ProvidedByHost
public interface GivenAnswer<T> extends IncomingMessage {

    /**
     * What the parser made of it; without a parser the text without the words that address the bot, trimmed.
     *
     * @return the value
     */
    T value();
}
