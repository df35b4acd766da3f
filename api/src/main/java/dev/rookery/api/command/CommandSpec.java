package dev.rookery.api.command;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A command: its word, what it does, and for whom it is described. Made by a builder:
 *
 * <pre>{@code
 * CommandSpec.named("ping").describe("Answers pong.").handle(call -> call.reply("pong"))
 * CommandSpec.named("help").arguments("[command]").describe("Lists the commands.").handle(this::help)
 * }</pre>
 */
public final class CommandSpec {

    private static final Pattern WORD = Pattern.compile("\\S{1,40}");

    private final String name;
    private final List<String> aliases;
    private final String arguments;
    private final String description;
    private final CommandHandler handler;

    private CommandSpec(Builder builder, CommandHandler handler) {
        this.name = builder.name;
        this.aliases = builder.aliases;
        this.arguments = builder.arguments;
        this.description = builder.description;
        this.handler = handler;
    }

    /**
     * Begins a command.
     *
     * @param name its word: 1 to 40 characters without white space; matched without regard to case
     * @return a builder, finished by {@link Builder#handle}
     */
    public static Builder named(String name) {
        return new Builder(word(name));
    }

    private static String word(String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "command name '" + word + "' (expected: 1 to 40 characters without white space)");
        }
        return word.toLowerCase(Locale.ROOT);
    }

    /**
     * The command's word.
     *
     * @return lower case
     */
    public String name() {
        return name;
    }

    /**
     * Other words for the same command.
     *
     * @return lower case, in the order they were given
     */
    public List<String> aliases() {
        return aliases;
    }

    /**
     * How the arguments are written in help, for example {@code [command]}.
     *
     * @return empty for a command without arguments
     */
    public String arguments() {
        return arguments;
    }

    /**
     * What it does, for the generated help.
     *
     * @return one sentence; may be empty
     */
    public String description() {
        return description;
    }

    /**
     * What carries it out.
     *
     * @return the handler
     */
    public CommandHandler handler() {
        return handler;
    }

    /**
     * Name and aliases together.
     *
     * @return every word the command answers to
     */
    public List<String> labels() {
        return Stream.concat(Stream.of(name), aliases.stream()).toList();
    }

    /** Collects what a command is made of. Not safe for use by several threads. */
    public static final class Builder {

        private final String name;
        private List<String> aliases = List.of();
        private String arguments = "";
        private String description = "";

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Other words for the same command.
         *
         * @param words as for {@link CommandSpec#named}
         * @return this builder
         */
        public Builder aliases(String... words) {
            aliases = Stream.of(words).map(CommandSpec::word).toList();
            return this;
        }

        /**
         * Says that the command takes arguments, and how they are written. Without it, the command's word followed by
         * anything is not this command.
         *
         * @param usage for example {@code [command]}
         * @return this builder
         */
        public Builder arguments(String usage) {
            arguments = Objects.requireNonNull(usage, "usage");
            return this;
        }

        /**
         * What the command does, for the generated help.
         *
         * @param text one sentence
         * @return this builder
         */
        public Builder describe(String text) {
            description = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Finishes the command.
         *
         * @param handler what carries it out
         * @return the command
         */
        public CommandSpec handle(CommandHandler handler) {
            return new CommandSpec(this, Objects.requireNonNull(handler, "handler"));
        }
    }
}
