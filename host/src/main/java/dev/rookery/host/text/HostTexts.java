package dev.rookery.host.text;

import dev.rookery.api.text.Phrases;
import java.util.Locale;

/** What the host itself says to people: the files of phrases beside this class, in English and Chinese. Any thread. */
public final class HostTexts {

    private static final BundledTexts TEXTS =
            new BundledTexts("rookery", HostTexts.class::getResourceAsStream, Languages.spoken());

    private HostTexts() {}

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
