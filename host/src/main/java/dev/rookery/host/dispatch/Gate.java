package dev.rookery.host.dispatch;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;

/**
 * Knows which plugin is switched on where, and who may do what. Asked for every call into a plugin, on any thread, so
 * it answers from memory and at once.
 */
public interface Gate {

    /** Everything is on and everybody may everything. */
    Gate OPEN = new Gate() {};

    /** Something has happened, and plugins will hear of it: a moment to look up what will be asked. */
    default void expect(BotEvent event) {}

    /** Whether a plugin hears of an event. */
    default Verdict hears(String plugin, BotEvent event) {
        return Verdict.YES;
    }

    /**
     * Whether a command of a plugin is to be carried out, the plugin itself included.
     *
     * @param plugin whose command
     * @param command its name
     * @param permission the node that the command asks for; empty for none
     * @param event the message that gives it
     */
    default Verdict hears(String plugin, String command, String permission, MessageReceived event) {
        return Verdict.YES;
    }

    /** Whether a plugin may speak in a chat without having been spoken to. */
    default Verdict speaks(String plugin, ChatId chat) {
        return Verdict.YES;
    }

    /** Whether an owner says this, whose switching comes before all else. */
    default boolean isOwners(MessageReceived event) {
        return false;
    }

    /** Whether somebody has a permission node in a chat. */
    default Verdict permits(String node, Person person, Chat chat) {
        return Verdict.YES;
    }
}
