package dev.rookery.host.text;

import java.util.List;
import java.util.Locale;

/**
 * Something the host says that is put into words when somebody reads it, in the reader's language. Immutable.
 *
 * @param key of the host's own phrases; empty for nothing to say
 * @param blanks what fills them: text, and further sentences
 */
public record Sentence(String key, List<Object> blanks) {

    /** Nothing to say. */
    public static final Sentence NONE = of("");

    /** A phrase of the host's, with its blanks filled. */
    public static Sentence of(String key, Object... blanks) {
        return new Sentence(key, List.of(blanks));
    }

    /** In words. */
    public String in(Locale language) {
        return key.isEmpty() ? "" : HostTexts.of(language).format(key, worded(language));
    }

    private Object[] worded(Locale language) {
        return blanks.stream()
                .map(blank -> blank instanceof Sentence sentence ? sentence.in(language) : blank.toString())
                .toArray();
    }

    /** In English, as logs and operators have it. */
    @Override
    public String toString() {
        return in(Locale.ENGLISH);
    }
}
