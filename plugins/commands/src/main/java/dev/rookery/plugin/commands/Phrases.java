package dev.rookery.plugin.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;

/**
 * What the plugin says, in one language. Read by ourselves rather than through ResourceBundle, whose cache would
 * outlive the plugin.
 */
final class Phrases {

    /** The languages there are; each has a file of phrases beside this class. */
    enum Language {
        /** English. */
        EN(Locale.ENGLISH),
        /** Simplified Chinese. */
        ZH_CN(Locale.SIMPLIFIED_CHINESE);

        private final Locale locale;

        Language(Locale locale) {
            this.locale = locale;
        }
    }

    private final Locale locale;
    private final Properties phrases = new Properties();

    Phrases(Language language) {
        locale = language.locale;
        String file = "phrases_" + language.name().toLowerCase(Locale.ROOT) + ".properties";
        try (InputStream in = Phrases.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar is incomplete: " + file + " is missing");
            }
            phrases.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The phrase with its blanks filled in. */
    String say(String key, Object... blanks) {
        String pattern = phrases.getProperty(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no phrase '" + key + "' in " + locale);
        }
        return new MessageFormat(pattern, locale).format(blanks);
    }
}
