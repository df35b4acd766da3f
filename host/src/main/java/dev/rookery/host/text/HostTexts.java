package dev.rookery.host.text;

import dev.rookery.api.text.Phrases;
import java.util.Locale;

/** What the host itself says to people: the files of phrases beside this class, in English and Chinese. Any thread. */
public final class HostTexts {

    private static final BundledTexts TEXTS =
            new BundledTexts("rookery", HostTexts.class::getResourceAsStream, Languages.spoken());

    private HostTexts() {}

    /** Reads the files now, which blocks, for those who will say something on an event loop. */
    public static void load() {
        of(Locale.ENGLISH);
        of(Locale.SIMPLIFIED_CHINESE);
    }

    /**
     * The host's phrases.
     *
     * @param language which language; English for one that there is none in
     * @return the phrases
     */
    public static Phrases of(Locale language) {
        return TEXTS.of(language);
    }
}
