package dev.rookery.api.command;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import dev.rookery.api.handler.IncomingMessage;
import java.util.List;
import java.util.Optional;

/**
 * The commands people can give to the bot. In private chats a command is its word and its arguments ({@code ping},
 * {@code roll 2d6}), with {@code /} or {@code !} before it if they like; in groups the bot must be
 * {@linkplain IncomingMessage#isAddressed() addressed}: {@code ping pual}, {@code pual ping}, {@code @pual ping}.
 *
 * <p>A word that is nearly a command, said to the bot and taken by no plugin, is answered with the nearest one.
 */
@ProvidedByHost
public interface Commands {

    /**
     * Adds a command of this plugin.
     *
     * @param command the command
     * @return closes to take it back
     * @throws IllegalArgumentException if the name or an alias is taken by another command of this plugin
     * @throws IllegalStateException if the plugin has 1,000 names and aliases already
     */
    Registration register(CommandSpec command);

    /**
     * Adds a command for each method of an object that is annotated with {@link Command}, those it inherits included.
     *
     * @param annotated the object whose methods are called
     * @return closes to take all of them back
     * @throws IllegalArgumentException if there is no such method, one cannot be made a command, or a word is taken;
     *     then none is added
     * @throws IllegalStateException as for {@link #register}
     */
    Registration registerAll(Object annotated);

    /**
     * The commands of all plugins that are at work now, hidden ones included.
     *
     * @return a snapshot, sorted by name; of two with the same name the one that is carried out
     */
    List<CommandInfo> all();

    /**
     * The commands that can be given where and by whom a message was said: not hidden, allowed, not switched off.
     *
     * @param message by whom and where
     * @return a snapshot, sorted by name
     */
    List<CommandInfo> availableTo(IncomingMessage message);

    /**
     * The command that answers to a word, hidden ones included.
     *
     * @param word a name or alias, in any case or width
     * @return empty if there is none
     */
    Optional<CommandInfo> find(String word);
}
