package dev.rookery.testkit;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.message.Message;
import java.time.Instant;

/**
 * Something that the bot said, be it an answer or of its own accord.
 *
 * @param chat where
 * @param message what
 * @param at when, by the test's clock
 */
public record Reply(Chat chat, Message message, Instant at) {

    /**
     * What was said, as plain text.
     *
     * @return the text form of every segment
     */
    public String text() {
        return message.plainText();
    }
}
