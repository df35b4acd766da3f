package dev.rookery.api.operator;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.handler.IncomingMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the host does for people in chats who have the power: each call names the message by which somebody asks for it,
 * and the host checks that its sender may. The permission nodes are {@link #SWITCH}, {@link #SWITCH_HERE}, {@link #WHY}
 * and {@link #LANGUAGE}.
 */
@ProvidedByHost
public interface Operator {

    /** The node for switching anything anywhere; {@code admin} unless the operator says otherwise. */
    String SWITCH = "rookery.switch";

    /**
     * The node for switching in the chat at hand; {@code group-admin} unless the operator says otherwise. A command
     * that asks for a node which begins with {@code rookery.switch} is on for owners, whatever is switched off, and
     * their message comes to it before everything else; if several plugins have such a command by the same word, to
     * that of the plugin {@code commands}.
     */
    String SWITCH_HERE = "rookery.switch.here";

    /** The node for asking why; {@code group-admin} unless the operator says otherwise. */
    String WHY = "rookery.why";

    /**
     * The node for choosing the language of the group or discussion at hand; {@code group-admin} unless the operator
     * says otherwise. In a private chat it takes none.
     */
    String LANGUAGE = "rookery.language";

    /**
     * Switches a plugin or a command on or off, from now on and after restarts. Blocks for as long as a file takes.
     *
     * @param by the message that asks for it
     * @param what the id of a plugin, the name of a command, or {@code plugin/command}
     * @param on whether it is to be on
     * @param reach where
     * @return what became of it
     */
    Switched turn(IncomingMessage by, String what, boolean on, Reach reach);

    /**
     * Chooses the language in which a chat is answered, from now on and after restarts, whatever the configuration
     * says. Blocks for as long as a file takes.
     *
     * @param by the message that asks for it, which says which chat
     * @param language which; empty for that of the configuration, or without one what is spoken
     * @return what became of it
     */
    Switched speak(IncomingMessage by, Optional<Locale> language);

    /**
     * What became of the latest messages of a chat, the asking one excepted.
     *
     * @param by the message that asks for it, which says which chat
     * @param most how many messages at most
     * @return the oldest first; empty when none is remembered, or the sender has not {@link #WHY}
     */
    List<Explained> why(IncomingMessage by, int most);
}
