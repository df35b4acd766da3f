package dev.rookery.host.command;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.message.Message;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands of one plugin by their words, and how people may write them. Words are compared without regard to case,
 * to full-width forms, as input methods for Chinese produce them, or to characters that nobody sees; a {@code /} or
 * {@code !} before the word is tolerated. Any thread.
 */
final class CommandTable {

    /** How many names and aliases one plugin may have for its commands: each change copies them. */
    static final int MOST_WORDS = 1_000;

    private volatile Map<String, OwnedCommand> byWord = Map.of();

    /** A command that was recognised, the word as registered, and the whole message. */
    record Match(OwnedCommand command, String label, Message message) {}

    boolean isEmpty() {
        return byWord.isEmpty();
    }

    /** Each command once. */
    Collection<OwnedCommand> commands() {
        return new LinkedHashSet<>(byWord.values());
    }

    /** Every word that is taken, as it is compared. */
    Set<String> words() {
        return byWord.keySet();
    }

    /**
     * Adds commands, all or none.
     *
     * @throws IllegalArgumentException if one of their words is taken
     * @throws IllegalStateException if there would be more than {@link #MOST_WORDS} words
     */
    synchronized void add(List<OwnedCommand> commands) {
        Map<String, OwnedCommand> words = new HashMap<>(byWord);
        for (OwnedCommand command : commands) {
            Set<String> labels =
                    command.spec().labels().stream().map(TypedText::normal).collect(Collectors.toSet());
            for (String label : labels) {
                OwnedCommand other = words.putIfAbsent(label, command);
                if (other != null) {
                    throw new IllegalArgumentException("command '" + command.name() + "': the word '" + label
                            + "' is taken by command '" + other.name() + "' of this plugin (expected: another word)");
                }
            }
        }
        if (words.size() > MOST_WORDS) {
            throw new IllegalStateException("command '" + commands.get(0).name() + "' of plugin "
                    + commands.get(0).plugin() + " is one too many (expected: at most " + MOST_WORDS
                    + " names and aliases; register them in onEnable, and close those not needed any more)");
        }
        byWord = Map.copyOf(words);
    }

    /** Takes commands back. */
    synchronized void remove(Collection<CommandSpec> commands) {
        Map<String, OwnedCommand> words = new HashMap<>(byWord);
        words.values().removeIf(other -> commands.stream().anyMatch(command -> other.spec() == command));
        byWord = Map.copyOf(words);
    }

    /** The command of a word as it is compared. */
    Optional<OwnedCommand> find(String word) {
        return Optional.ofNullable(byWord.get(word));
    }

    /** Finds the command that a message begins with. */
    Optional<Match> match(Message message) {
        CommandWord word = CommandWord.of(message);
        for (String spelling : word.spellings()) {
            OwnedCommand command = byWord.get(spelling);
            if (command != null) {
                boolean takes = !command.spec().args().isEmpty() || !word.isFollowed();
                return takes ? Optional.of(new Match(command, spelling, message)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
