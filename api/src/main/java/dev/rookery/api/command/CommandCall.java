package dev.rookery.api.command;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.handler.IncomingMessage;

/** A message that gives a command. */
@ProvidedByHost
public interface CommandCall extends IncomingMessage {

    /**
     * The word that was used: the command's name or one of its aliases.
     *
     * @return lower case
     */
    String label();

    /**
     * What followed the word, as it was written.
     *
     * @return trimmed; empty if nothing followed
     */
    String arguments();

    /**
     * The value of an argument.
     *
     * @param argument one of those that the command was made with
     * @param <T> its type
     * @return what was typed, or what stands for it when it was left out
     * @throws IllegalArgumentException if the command was made without this very argument
     */
    <T> T get(Arg<T> argument);

    /**
     * A phrase of the plugin's in the language of the chat, for a reply.
     *
     * @param key the phrase's key
     * @param blanks what its blanks are filled with
     * @return as {@link dev.rookery.api.text.Phrases#format}
     */
    String phrase(String key, Object... blanks);
}
