package dev.rookery.host.text;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.MessageReceived;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which language each chat is answered in: what the configuration says of the chat, else of its account, else of the
 * host, else what is spoken there, else English. Any thread, without a lock.
 */
public final class Languages {

    /** What is answered in when nothing tells otherwise. */
    public static final Locale DEFAULT = Locale.ENGLISH;

    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?");

    private final Optional<Locale> everywhere;
    private final Map<String, Locale> exceptions;
    private final SpokenChinese spoken = new SpokenChinese();

    /**
     * Makes the languages of a host.
     *
     * @param everywhere the language of all chats without one of their own; empty to tell it from what is spoken
     * @param exceptions the languages of accounts, by name ({@code pual}), and of chats, by id ({@code pual/group/42})
     */
    public Languages(Optional<Locale> everywhere, Map<String, Locale> exceptions) {
        this.everywhere = everywhere;
        this.exceptions = Map.copyOf(exceptions);
    }

    /**
     * The languages of a host whose configuration says nothing.
     *
     * @return told from what is spoken
     */
    public static Languages spoken() {
        return new Languages(Optional.empty(), Map.of());
    }

    /**
     * A language as the configuration writes it.
     *
     * @param key where it stands, for the error
     * @param tag for example {@code en} or {@code zh-CN}
     * @return the language
     * @throws IllegalArgumentException if it is none
     */
    public static Locale parse(String key, String tag) {
        if (!TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException(key + ": \"" + tag + "\" (expected: a language such as en or zh-CN)");
        }
        return Locale.forLanguageTag(tag.replace('_', '-'));
    }

    /** Learns from what was said, if this chat's language is told from what is spoken. */
    public void hear(MessageReceived message) {
        if (everywhere.isEmpty()) {
            spoken.hear(message.chat().id(), message.message());
        }
    }

    /** The language to answer a chat in. */
    public Locale of(ChatId chat) {
        Locale exception = exceptions.isEmpty() ? null : exception(chat);
        if (exception != null) {
            return exception;
        }
        return everywhere.orElseGet(() -> spoken.isChinese(chat) ? Locale.SIMPLIFIED_CHINESE : DEFAULT);
    }

    private @Nullable Locale exception(ChatId chat) {
        Locale ofChat = exceptions.get(chat.toString());
        return ofChat != null ? ofChat : exceptions.get(chat.account());
    }

    /** What stands in for a language that a plugin does not speak. */
    public Locale fallback() {
        return everywhere.orElse(DEFAULT);
    }
}
