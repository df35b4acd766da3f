package dev.rookery.api.event;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import java.time.Instant;

/**
 * Somebody said something in a chat. What the account itself says is never reported.
 *
 * @param id what the network calls the message
 * @param chat where it was said and where an answer goes
 * @param sender who said it
 * @param self the account's own person, by the name it has in this chat
 * @param message what was said
 * @param at when it was said
 */
public record MessageReceived(MessageId id, Chat chat, Person sender, Person self, Message message, Instant at)
        implements BotEvent {

    @Override
    public String account() {
        return chat.id().account();
    }
}
