package dev.rookery.api.operator;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.handler.IncomingMessage;
import java.util.List;

/**
 * What the host does for people in chats who have the power: each call names the message by which somebody asks for it,
 * and the host checks that its sender may. The permission nodes are {@link #SWITCH}, {@link #SWITCH_HERE} and
 * {@link #WHY}.
 */
@ProvidedByHost
public interface Operator {

    /** The node for switching anything anywhere; {@code admin} unless the operator says otherwise. */
    String SWITCH = "rookery.switch";

    /**
     * The node for switching in the chat at hand; {@code group-admin} unless the operator says otherwise. A command
     * that asks for a node which begins with {@code rookery.switch} is on for owners, whatever is switched off.
     */
    String SWITCH_HERE = "rookery.switch.here";

    /** The node for asking why; {@code group-admin} unless the operator says otherwise. */
    String WHY = "rookery.why";

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
     * What became of the latest messages of a chat, the asking one excepted.
     *
     * @param by the message that asks for it, which says which chat
     * @param most how many messages at most
     * @return the oldest first; empty when none is remembered, or the sender has not {@link #WHY}
     */
    List<Explained> why(IncomingMessage by, int most);
}
