package dev.rookery.host.scope;

import dev.rookery.host.text.Sentence;
import java.util.Locale;

/**
 * What is switched: a plugin, written {@code echo}, or one command of it, written {@code commands/help}.
 *
 * @param plugin the plugin's id
 * @param command the command's name in lower case; empty for the whole plugin
 */
public record Subject(String plugin, String command) {

    /** The longest text that stands for one. */
    static final int LONGEST = 150;

    /** Refuses what can be no id of a plugin. */
    public Subject {
        if (plugin.isBlank() || plugin.indexOf('/') >= 0 || plugin.length() + command.length() > LONGEST) {
            throw new IllegalArgumentException("found '" + plugin + "' (expected: the id of a plugin, such as echo, or"
                    + " plugin/command, such as commands/help)");
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static Subject parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Subject(text, "")
                : new Subject(
                        text.substring(0, slash), text.substring(slash + 1).toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return command.isEmpty() ? plugin : plugin + '/' + command;
    }

    /** For sentences. */
    Sentence sentence() {
        return command.isEmpty() ? Sentence.of("rule.plugin", plugin) : Sentence.of("rule.command", plugin, command);
    }
}
