package dev.rookery.host.text;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.text.Phrases;
import dev.rookery.api.text.Texts;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Phrases from files of properties. Read by ourselves rather than through ResourceBundle, whose cache would hold the
 * class loader of a plugin that has gone. Any thread.
 */
public final class BundledTexts implements Texts {

    private static final Logger log = LoggerFactory.getLogger(BundledTexts.class);

    /** Languages whose order of files is remembered; for more it is found out each time. */
    private static final int MOST_LANGUAGES = 64;

    /** How many files are remembered, found or not; more are looked for whenever they are needed. */
    private static final int MOST_FILES = 4 * MOST_LANGUAGES;

    /** Keys that are told once each; beyond that missing ones are no longer told. */
    private static final int MOST_TOLD = 1_000;

    private final String owner;
    private final Function<String, @Nullable InputStream> files;
    private final Languages languages;
    private final Map<String, Optional<PhraseFile>> read = new ConcurrentHashMap<>();
    private final Map<Locale, FoundPhrases> known = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Makes the texts of one owner; nothing is read yet.
     *
     * @param owner the plugin's id, for the log
     * @param files opens a file by its name; answers null when there is none
     * @param languages what each chat speaks
     */
    public BundledTexts(String owner, Function<String, @Nullable InputStream> files, Languages languages) {
        this.owner = owner;
        this.files = files;
        this.languages = languages;
    }

    /**
     * The texts beside a plugin's class.
     *
     * @param owner the plugin's id
     * @param pluginClass the name of its class
     * @param loader its class loader
     * @param languages what each chat speaks
     * @return the texts
     */
    public static BundledTexts beside(String owner, String pluginClass, ClassLoader loader, Languages languages) {
        String folder =
                pluginClass.substring(0, pluginClass.lastIndexOf('.') + 1).replace('.', '/');
        return new BundledTexts(owner, file -> loader.getResourceAsStream(folder + file), languages);
    }

    @Override
    public Phrases of(ChatId chat) {
        return of(languages.of(chat));
    }

    @Override
    public Phrases of(Locale language) {
        Locale fallback = languages.fallback();
        FoundPhrases phrases = known.get(language);
        if (phrases == null || !phrases.fallback.equals(fallback)) { // the operator may choose another one
            phrases = new FoundPhrases(language, fallback, filesFor(language, fallback));
            if (known.size() < MOST_LANGUAGES || known.containsKey(language)) {
                known.put(language, phrases);
            }
        }
        return phrases;
    }

    private List<PhraseFile> filesFor(Locale language, Locale fallback) {
        Set<String> own = suffixes(language);
        Set<String> all = new LinkedHashSet<>(own);
        all.addAll(suffixes(fallback));
        all.addAll(suffixes(Languages.DEFAULT));
        all.add("");
        List<PhraseFile> found = new ArrayList<>();
        for (String suffix : all) {
            file("messages" + suffix + ".properties").ifPresent(found::add);
        }
        if (!found.isEmpty() && !isPresent("") && own.stream().noneMatch(this::isPresent)) {
            tell(
                    "has no phrases in a language",
                    language.toLanguageTag(),
                    found.get(0).name());
        }
        return found;
    }

    private boolean isPresent(String suffix) {
        return file("messages" + suffix + ".properties").isPresent();
    }

    /** {@code _zh_CN}, {@code _zh}; for Chinese of no country that of the mainland, too. */
    private static Set<String> suffixes(Locale language) {
        Set<String> suffixes = new LinkedHashSet<>();
        String code = language.getLanguage();
        if (code.isEmpty()) {
            return suffixes;
        }
        if (!language.getCountry().isEmpty()) {
            suffixes.add("_" + code + "_" + language.getCountry());
        } else if (code.equals("zh")) {
            suffixes.add("_zh_CN");
        }
        suffixes.add("_" + code);
        return suffixes;
    }

    private Optional<PhraseFile> file(String name) {
        Optional<PhraseFile> known = read.get(name);
        if (known == null) {
            known = PhraseFile.read(owner, name, files);
            if (read.size() < MOST_FILES) {
                read.put(name, known);
            }
        }
        return known;
    }

    private void tell(String what, String which, String detail) {
        if (told.size() < MOST_TOLD && told.add(what + which)) {
            log.warn("plugin {} plugin={} which={} instead={}", what, owner, which, detail);
        }
    }

    /** The files of a language in the order in which they are asked. */
    private final class FoundPhrases implements Phrases {

        private final Locale language;
        private final Locale fallback;
        private final List<PhraseFile> found;

        FoundPhrases(Locale language, Locale fallback, List<PhraseFile> found) {
            this.language = language;
            this.fallback = fallback;
            this.found = found;
        }

        @Override
        public Locale language() {
            return language;
        }

        @Override
        public boolean has(String key) {
            return pattern(key) != null;
        }

        @Override
        public String format(String key, Object... blanks) {
            String pattern = pattern(key);
            if (pattern == null) {
                tell("has no phrase", key, key);
                return key;
            }
            try {
                return MessagePattern.filled(pattern, language, blanks);
            } catch (IllegalArgumentException e) {
                tell("has a phrase that is no message format: " + e.getMessage(), key, pattern);
                return pattern;
            }
        }

        private @Nullable String pattern(String key) {
            for (PhraseFile file : found) {
                String pattern = file.phrases().get(key);
                if (pattern != null) {
                    return pattern;
                }
            }
            return null;
        }
    }
}
