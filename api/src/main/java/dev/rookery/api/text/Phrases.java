package dev.rookery.api.text;

import dev.rookery.api.ProvidedByHost;
import java.util.Locale;

/** What a plugin says in one language. Any thread. */
@ProvidedByHost
public interface Phrases {

    /**
     * Which language was asked for.
     *
     * @return the language
     */
    Locale language();

    /**
     * Whether there is a phrase, in this language or in one that stands in for it.
     *
     * @param key its key
     * @return true if there is
     */
    boolean has(String key);

    /**
     * A phrase with its blanks filled in: {@code {0}}, {@code {1}}, and the other forms of
     * {@link java.text.MessageFormat}, such as <code>{0,number,#}</code> for a number without separators. Unlike there,
     * an apostrophe stands for itself unless it stands before a brace: {@code it's {0}}.
     *
     * @param key its key
     * @param blanks what its blanks are filled with
     * @return the phrase; the key itself when there is none, which is logged once
     */
    String format(String key, Object... blanks);
}
