package dev.rookery.api.command;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import dev.rookery.api.handler.IncomingMessage;
import java.util.List;

/**
 * The commands people can give to the bot. In private chats a command is its word alone ({@code ping}); in groups the
 * bot must be {@linkplain IncomingMessage#isAddressed() addressed}: {@code ping pual}, {@code pual ping}, {@code @pual
 * ping}.
 */
@ProvidedByHost
public interface Commands {

    /**
     * Adds a command of this plugin.
     *
     * @param command the command
     * @return closes to take it back
     * @throws IllegalArgumentException if the name or an alias is taken by another command of this plugin
     */
    Registration register(CommandSpec command);

    /**
     * The commands of all plugins that are at work now, sorted by name.
     *
     * @return a snapshot
     */
    List<CommandSpec> all();
}
