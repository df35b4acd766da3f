package dev.rookery.api.text;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.handler.IncomingMessage;
import java.util.Locale;

/**
 * What a plugin says, in several languages. Each language has a file of properties in UTF-8 beside the plugin's class:
 * {@code messages_en.properties}, {@code messages_zh_CN.properties}; a file {@code messages.properties} holds what is
 * the same in all. A file may have up to 1 MiB. Files are read once, when they are first needed.
 *
 * <p>A phrase that a language does not have is taken from the less special one ({@code zh} for {@code zh_CN}), then
 * from the host's default language, then from English, then from {@code messages.properties}. Any thread.
 */
@ProvidedByHost
public interface Texts {

    /**
     * The phrases in a language.
     *
     * @param language which language
     * @return the phrases; of other languages where this one has none, which is logged once
     */
    Phrases of(Locale language);

    /**
     * The phrases in the language of a message's chat.
     *
     * @param message the message
     * @return the phrases
     */
    default Phrases of(IncomingMessage message) {
        return of(message.language());
    }

    /**
     * The phrases in the language of a chat, for saying something without having been spoken to.
     *
     * @param chat the chat
     * @return the phrases
     */
    Phrases of(ChatId chat);
}
