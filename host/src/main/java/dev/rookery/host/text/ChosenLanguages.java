package dev.rookery.host.text;

import dev.rookery.api.chat.ChatId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The languages that were chosen in chats, kept in a text file: a line for each, language and chat, separated by a tab.
 * The file is replaced as a whole. One that cannot be understood is told and never written over: what is chosen then
 * holds until the next start. Any thread; asking takes no lock.
 *
 * <p>Bound: {@link #MOST} chats; beyond it the one that chose first is forgotten.
 */
public final class ChosenLanguages {

    /** How many chats have a language of their own. */
    static final int MOST = 10_000;

    /** A longer file was not written by us. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(ChosenLanguages.class);

    private final @Nullable Path file;
    /** By the chat's id. */
    private volatile Map<String, Locale> chosen = Map.of();

    private Optional<String> unusable = Optional.empty();

    private ChosenLanguages(@Nullable Path file) {
        this.file = file;
    }

    /** Those that end with the process. */
    public static ChosenLanguages forgotten() {
        return new ChosenLanguages(null);
    }

    /**
     * Those of a file.
     *
     * @param file need not exist
     */
    public static ChosenLanguages keptIn(Path file) {
        ChosenLanguages languages = new ChosenLanguages(file);
        try {
            languages.chosen = read(file);
        } catch (NoSuchFileException none) {
            log.debug("no language was chosen file={}", file);
        } catch (IOException | IllegalArgumentException e) {
            String reason = file + ": " + e.getMessage()
                    + " (expected: the languages as they were written; repair the file, or move it away)";
            languages.unusable = Optional.of(reason);
            log.error("the languages of chats are not known and further ones are not kept reason=\"{}\"", reason);
        }
        return languages;
    }

    private static Map<String, Locale> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("larger than " + MOST_BYTES + " bytes");
        }
        Map<String, Locale> read = new LinkedHashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String[] parts = lines.get(i).split("\t", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("line " + (i + 1) + " is no language and chat");
            }
            read.put(parts[1], Languages.parse("line " + (i + 1), parts[0]));
        }
        return read;
    }

    /** What was chosen in a chat; null for nothing. */
    @Nullable
    Locale of(ChatId chat) {
        Map<String, Locale> now = chosen;
        return now.isEmpty() ? null : now.get(chat.toString());
    }

    /** As {@link Languages#choose}. */
    synchronized Optional<String> choose(ChatId chat, Optional<Locale> language) {
        Map<String, Locale> now = new LinkedHashMap<>(chosen);
        String id = chat.toString();
        now.remove(id);
        language.ifPresent(which -> now.put(id, which));
        if (now.size() > MOST) {
            now.remove(now.keySet().iterator().next());
        }
        chosen = now;
        return isOneLine(id) ? keep(now) : Optional.of("the id of this chat cannot be written down");
    }

    private static boolean isOneLine(String id) {
        return id.indexOf('\n') < 0 && id.indexOf('\r') < 0;
    }

    private Optional<String> keep(Map<String, Locale> now) {
        Path target = file;
        if (target == null || unusable.isPresent()) {
            return unusable;
        }
        List<String> lines = now.entrySet().stream()
                .filter(each -> isOneLine(each.getKey()))
                .map(each -> each.getValue().toLanguageTag() + '\t' + each.getKey())
                .toList();
        Path whole = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.createDirectories(target.resolveSibling(""));
            Files.write(whole, lines);
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } catch (IOException e) {
            log.error("the language of a chat is not kept file={} reason=\"{}\"", target, e.toString());
            return Optional.of(target + " cannot be written: " + e);
        }
    }
}
