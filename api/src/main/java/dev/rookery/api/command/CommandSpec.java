package dev.rookery.api.command;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A command: its words, its arguments, what it does, and who may give it how often. Made by a builder:
 *
 * <pre>{@code
 * CommandSpec.named("ping").describe("answers pong").handle(call -> call.reply("pong"))
 *
 * Arg<String> text = Arg.rest("text");
 * CommandSpec.named("say").args(text).describe("says it").handle(call -> call.reply(call.get(text)))
 * }</pre>
 */
public final class CommandSpec {

    private static final Pattern WORD = Pattern.compile("[^\\s\\p{Cntrl}\\p{Cf}]{1,40}");

    private final String name;
    private final List<String> aliases;
    private final List<Arg<?>> args;
    private final String description;
    private final @Nullable String permission;
    private final @Nullable Cooldown cooldown;
    private final boolean hidden;
    private final CommandHandler handler;

    private CommandSpec(Builder builder, CommandHandler handler) {
        this.name = builder.name;
        this.aliases = builder.aliases;
        this.args = builder.args;
        this.description = builder.description;
        this.permission = builder.permission;
        this.cooldown = builder.cooldown;
        this.hidden = builder.hidden;
        this.handler = handler;
    }

    /**
     * Begins a command.
     *
     * @param name its word: 1 to 40 visible characters without white space; matched without regard to case and width
     * @return a builder, finished by {@link Builder#handle}
     */
    public static Builder named(String name) {
        return new Builder(word(name));
    }

    private static String word(String word) {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(
                    "command name '" + word + "' (expected: 1 to 40 visible characters without white space)");
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
     * What it takes.
     *
     * @return in the order in which they are typed
     */
    public List<Arg<?>> args() {
        return args;
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
     * Who may give it.
     *
     * @return the permission's node; empty for everybody
     */
    public Optional<String> permission() {
        return Optional.ofNullable(permission);
    }

    /**
     * How long it rests after it was carried out.
     *
     * @return empty for not at all
     */
    public Optional<Cooldown> cooldown() {
        return Optional.ofNullable(cooldown);
    }

    /**
     * Whether it is left out of lists and suggestions.
     *
     * @return true for a hidden one
     */
    public boolean isHidden() {
        return hidden;
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

    /** The name, for error messages. */
    @Override
    public String toString() {
        return name;
    }

    /** Collects what a command is made of. Not safe for use by several threads. */
    public static final class Builder {

        private final String name;
        private List<String> aliases = List.of();
        private List<Arg<?>> args = List.of();
        private String description = "";
        private @Nullable String permission;
        private @Nullable Cooldown cooldown;
        private boolean hidden;

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
         * Says what the command takes, in the order in which it is typed. Without it, the command's word followed by
         * anything is not this command.
         *
         * @param arguments those that can be left out come last, and what takes all that is left is the last of all
         * @return this builder
         * @throws IllegalArgumentException if they stand in another order, or two have the same name
         */
        public Builder args(Arg<?>... arguments) {
            List<Arg<?>> given = List.of(arguments);
            Set<String> names = new HashSet<>();
            for (int i = 0; i < given.size(); i++) {
                Arg<?> arg = given.get(i);
                if (!names.add(arg.name())) {
                    throw refused("has two arguments '" + arg + "'", "names that differ");
                }
                if (arg.isLast() && i < given.size() - 1) {
                    throw refused("has an argument after '" + arg + "', which takes all that is left", "none after it");
                }
                if (i > 0 && arg.absent().isEmpty() && given.get(i - 1).absent().isPresent()) {
                    throw refused(
                            "needs '" + arg + "' after '" + given.get(i - 1) + "', which can be left out",
                            "those that can be left out last");
                }
            }
            args = given;
            return this;
        }

        private IllegalArgumentException refused(String what, String expected) {
            return new IllegalArgumentException("command '" + name + "' " + what + " (expected: " + expected + ")");
        }

        /**
         * What the command does, for the generated help. A phrase {@code command.<name>} of the plugin's own comes
         * before it.
         *
         * @param text one sentence
         * @return this builder
         */
        public Builder describe(String text) {
            description = Objects.requireNonNull(text, "text");
            return this;
        }

        /**
         * Who may give the command.
         *
         * @param node the permission's node, such as {@code keywords.teach}
         * @return this builder
         */
        public Builder permission(String node) {
            if (node.isBlank()) {
                throw refused("has a blank permission", "a node such as " + name + ".use");
            }
            permission = node;
            return this;
        }

        /**
         * How long the command rests after it was carried out.
         *
         * @param rest more than nothing
         * @param per for whom it rests
         * @return this builder
         */
        public Builder cooldown(Duration rest, Cooldown.Per per) {
            cooldown = new Cooldown(rest, per);
            return this;
        }

        /**
         * Leaves the command out of lists and suggestions.
         *
         * @return this builder
         */
        public Builder hidden() {
            hidden = true;
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
