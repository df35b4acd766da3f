package dev.rookery.host.plugin;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.handler.IncomingMessage;
import java.text.Normalizer;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands of one plugin by their words, and how people may write them. Words are compared without regard to case
 * or to full-width forms, as input methods for Chinese produce them; a {@code /} or {@code !} before the word is
 * tolerated. Any thread.
 */
final class CommandTable {

    /** A first word longer than this is no command and is not looked at; names have at most 40 characters. */
    private static final int LONGEST_WORD = 128;

    private volatile Map<String, CommandSpec> byWord = Map.of();

    /** A command that was recognised: the word as registered, and what followed it, stripped. */
    record Match(CommandSpec command, String label, String arguments) {}

    boolean isEmpty() {
        return byWord.isEmpty();
    }

    /** Each command once. */
    Collection<CommandSpec> commands() {
        return new LinkedHashSet<>(byWord.values());
    }

    /** Every word that is taken. */
    Set<String> words() {
        return byWord.keySet();
    }

    /**
     * Adds a command.
     *
     * @throws IllegalArgumentException if one of its words is taken
     */
    synchronized void add(CommandSpec command) {
        Map<String, CommandSpec> words = new HashMap<>(byWord);
        Set<String> labels = command.labels().stream().map(CommandTable::normal).collect(Collectors.toSet());
        for (String label : labels) {
            CommandSpec other = words.putIfAbsent(label, command);
            if (other != null) {
                throw new IllegalArgumentException("command '" + command.name() + "': the word '" + label
                        + "' is taken by command '" + other.name() + "' of this plugin (expected: another word)");
            }
        }
        byWord = Map.copyOf(words);
    }

    /** Takes a command back. */
    synchronized void remove(CommandSpec command) {
        Map<String, CommandSpec> words = new HashMap<>(byWord);
        words.values().removeIf(other -> other == command);
        byWord = Map.copyOf(words);
    }

    /**
     * Finds the command that a message gives. In private chats that is the message as it stands, or without the words
     * that address the bot; elsewhere the bot must be addressed.
     */
    Optional<Match> match(IncomingMessage message) {
        return candidates(message).stream()
                .map(this::match)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<String> candidates(IncomingMessage message) {
        if (message.chat().kind().isPrivate()) {
            return List.of(message.text(), message.unaddressed().plainText());
        }
        return message.isAddressed() ? List.of(message.unaddressed().plainText()) : List.of();
    }

    private Optional<Match> match(String text) {
        String stripped = strip(text);
        int end = endOfWord(stripped);
        if (end == 0 || end > LONGEST_WORD) {
            return Optional.empty();
        }
        String arguments = strip(stripped.substring(end));
        String word = normal(stripped.substring(0, end));
        CommandSpec command = byWord.get(word);
        if (command == null && (word.startsWith("/") || word.startsWith("!"))) {
            word = word.substring(1);
            command = byWord.get(word);
        }
        return command == null || !takes(command, arguments)
                ? Optional.empty()
                : Optional.of(new Match(command, word, arguments));
    }

    private static boolean takes(CommandSpec command, String arguments) {
        return arguments.isEmpty() || !command.arguments().isEmpty();
    }

    private static int endOfWord(String text) {
        int end = 0;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Also the full-width space U+3000 and the no-break space that chat clients like to insert. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String normal(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
