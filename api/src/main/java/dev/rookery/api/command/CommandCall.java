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
     * What followed the word.
     *
     * @return trimmed; empty if nothing followed
     */
    String arguments();
}
