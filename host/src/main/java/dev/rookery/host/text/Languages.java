package dev.rookery.host.text;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.event.MessageReceived;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which language each chat is answered in: what was chosen in it, else what the configuration says of the chat, else of
 * its account, else of the host, else what is spoken there, else English. Any thread; only choosing takes a lock.
 */
public final class Languages {

    /** What is answered in when nothing tells otherwise. */
    public static final Locale DEFAULT = Locale.ENGLISH;

    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?");

    /**
     * What the configuration says.
     *
     * @param everywhere the language of all chats without one of their own; empty to tell it from what is spoken
     * @param exceptions the languages of accounts, by name ({@code pual}), and of chats, by id ({@code pual/group/42})
     */
    public record Settings(Optional<Locale> everywhere, Map<String, Locale> exceptions) {

        /** Copies the map. */
        public Settings {
            exceptions = Map.copyOf(exceptions);
        }
    }

    private final ChosenLanguages chosen;
    private final SpokenChinese spoken = new SpokenChinese();
    private volatile Settings settings;

    /**
     * Makes the languages of a host.
     *
     * @param settings what the configuration says
     * @param chosen the languages that were chosen in chats
     */
    public Languages(Settings settings, ChosenLanguages chosen) {
        this.settings = settings;
        this.chosen = chosen;
    }

    /** As above, of chats that have chosen nothing yet; what they choose ends with the process. */
    public Languages(Optional<Locale> everywhere, Map<String, Locale> exceptions) {
        this(new Settings(everywhere, exceptions), ChosenLanguages.forgotten());
    }

    /** Takes another configuration; what was chosen and what was heard goes on to count. */
    public void configure(Settings now) {
        settings = now;
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
        if (settings.everywhere().isEmpty()) {
            spoken.hear(message.chat().id(), message.message());
        }
    }

    /**
     * Answers a chat in another language from now on. Blocks for as long as a file takes.
     *
     * @param language which; empty to take back what was chosen
     * @return why it will be forgotten at the next start; empty if it is kept
     */
    public Optional<String> choose(ChatId chat, Optional<Locale> language) {
        return chosen.choose(chat, language);
    }

    /** The language to answer a chat in. */
    public Locale of(ChatId chat) {
        Locale choice = chosen.of(chat);
        if (choice != null) {
            return choice;
        }
        Settings now = settings;
        Locale exception = now.exceptions().isEmpty() ? null : exception(now.exceptions(), chat);
        if (exception != null) {
            return exception;
        }
        return now.everywhere().orElseGet(() -> spoken.isChinese(chat) ? Locale.SIMPLIFIED_CHINESE : DEFAULT);
    }

    private static @Nullable Locale exception(Map<String, Locale> exceptions, ChatId chat) {
        Locale ofChat = exceptions.get(chat.toString());
        return ofChat != null ? ofChat : exceptions.get(chat.account());
    }

    /** What stands in for a language that a plugin does not speak. */
    public Locale fallback() {
        return settings.everywhere().orElse(DEFAULT);
    }
}
