package dev.rookery.api.command;

import dev.rookery.api.ProvidedByHost;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What help needs to know of a command, whosever it is. */
@ProvidedByHost
public interface CommandInfo {

    /**
     * The plugin whose command it is.
     *
     * @return its id
     */
    String plugin();

    /**
     * The command's word.
     *
     * @return lower case
     */
    String name();

    /**
     * Other words for the same command.
     *
     * @return lower case, in the order they were given
     */
    List<String> aliases();

    /**
     * Who may give it.
     *
     * @return the permission's node; empty for everybody
     */
    Optional<String> permission();

    /**
     * Whether it is left out of lists and suggestions.
     *
     * @return true for a hidden one
     */
    boolean isHidden();

    /**
     * How it is written: {@code roll <dice> [times]}.
     *
     * @param language for the names of the arguments
     * @return one line
     */
    String usage(Locale language);

    /**
     * What it does.
     *
     * @param language in which to say it; another one when the plugin has no words in this
     * @return one sentence; may be empty
     */
    String description(Locale language);

    /**
     * All about it: usage, description, arguments, other words, cooldown.
     *
     * @param language in which to say it
     * @return several lines
     */
    String help(Locale language);
}
