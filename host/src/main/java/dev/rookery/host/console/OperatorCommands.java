package dev.rookery.host.console;

import dev.rookery.api.chat.ChatId;
import dev.rookery.host.control.Answer;
import dev.rookery.host.scope.Place;
import dev.rookery.host.scope.Rule;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.scope.Subject;
import dev.rookery.host.why.Explanation;
import dev.rookery.host.why.RecentMessages;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the operator types, on the terminal of a running host or through its control socket, and what is answered. Any
 * thread that may block; one command at a time is up to the caller.
 */
public final class OperatorCommands {

    /** How many messages {@code why} tells of. */
    static final int MESSAGES = 10;

    /** The words that are commands; anything else on the terminal is an answer for an account. */
    private static final List<String> WORDS = List.of("plugin", "why", "scope", "config", "accounts", "help");

    private static final String HELP = """
            plugin list                     the plugins and where they stand
            plugin info ID                  all about one
            plugin add FILE                 takes a jar into the plugin folder and starts it
            plugin remove ID                stops a plugin and deletes its jar
            plugin enable ID, disable ID    starts or stops a plugin, now and after restarts
            plugin reload ID                puts the jar in the folder in the place of the one that runs
            plugin verify [FILE]            looks at a jar, or at all in the folder, and starts nothing
            why                             what became of the latest messages
            why CHAT                        of those in one chat, such as pual/group/42
            why TEXT                        of those that contain a text
            scope                           what is switched on and off where
            scope on|off WHAT [WHERE]       switches a plugin (echo) or a command (commands/help), everywhere or in an
                                            account (pual), a chat (pual/group/42), for a person (pual/1001)
            scope reset WHAT [WHERE]        takes that back, so that the configuration counts
            config                          takes the configuration as it is now, and says what has changed
            accounts                        where the accounts stand
            quit                            stops the host in order (on its terminal only)""";

    private final PluginControl plugins;
    private final RecentMessages messages;
    private final Scope scope;
    private final AccountLines accounts;
    private final Supplier<Answer> configuration;
    private final WhyText whyText = new WhyText(ZoneId.systemDefault());

    /**
     * Answers from what runs.
     *
     * @param plugins what can be done to plugins
     * @param messages the latest messages
     * @param scope what is on and off where
     * @param accounts where the accounts stand
     * @param configuration takes the configuration as it is now, and says what has changed
     */
    public OperatorCommands(
            PluginControl plugins,
            RecentMessages messages,
            Scope scope,
            AccountLines accounts,
            Supplier<Answer> configuration) {
        this.plugins = plugins;
        this.messages = messages;
        this.scope = scope;
        this.accounts = accounts;
        this.configuration = configuration;
    }

    /** Whether a line that was typed begins with one of these commands. */
    public static boolean knows(String line) {
        return WORDS.contains(line.strip().split("\\s+", 2)[0]);
    }

    /**
     * Carries a command out.
     *
     * @param words as typed
     * @return what to print; never throws for what was typed
     */
    public Answer run(List<String> words) {
        List<String> rest = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "plugin" -> plugin(rest);
            case "why" -> why(String.join(" ", rest).strip());
            case "scope" -> scope(rest);
            case "config" -> rest.isEmpty() ? configuration.get() : Answer.usage("config takes no argument");
            case "accounts" -> Answer.done(accounts.text());
            case "help" -> Answer.done(HELP);
            default ->
                Answer.usage("there is no command '" + ConsoleText.clean(words.get(0)) + "' (expected: one of "
                        + String.join(", ", WORDS) + ")");
        };
    }

    /** The part of {@link #run} that is about plugins, for who has no host but a folder. */
    public static Answer plugin(PluginControl plugins, List<String> words) {
        String verb = words.isEmpty() ? "" : words.get(0);
        if (words.size() > 2) {
            return Answer.usage("plugin " + verb + " takes one argument (expected: quotes around one with spaces)");
        }
        Optional<String> argument = words.stream().skip(1).findFirst();
        return switch (verb) {
            case "list" -> argument.isPresent() ? unwanted(verb) : plugins.list();
            case "info" -> with(verb, "the id of a plugin", argument, plugins::info);
            case "add" -> with(verb, "a jar", argument, file -> withFile(file, plugins::add));
            case "remove" -> with(verb, "the id of a plugin", argument, plugins::remove);
            case "enable" -> with(verb, "the id of a plugin", argument, plugins::enable);
            case "disable" -> with(verb, "the id of a plugin", argument, plugins::disable);
            case "reload" -> with(verb, "the id of a plugin", argument, plugins::reload);
            case "verify" ->
                argument.map(file -> withFile(file, plugins::verify)).orElseGet(plugins::verifyAll);
            default ->
                Answer.usage("there is no command 'plugin " + ConsoleText.clean(verb)
                        + "' (expected: plugin and one of list, info, add, remove, enable, disable, reload, verify)");
        };
    }

    private Answer plugin(List<String> words) {
        return plugin(plugins, words);
    }

    private static Answer unwanted(String verb) {
        return Answer.usage("plugin " + verb + " takes no argument");
    }

    private static Answer with(
            String verb, String what, Optional<String> argument, Function<String, Answer> operation) {
        return argument.map(operation)
                .orElseGet(() -> Answer.usage("plugin " + verb + ": which? (expected: " + what + ")"));
    }

    private static Answer withFile(String text, Function<Path, Answer> operation) {
        try {
            return operation.apply(Path.of(text).toAbsolutePath());
        } catch (InvalidPathException e) {
            return Answer.usage("'" + ConsoleText.clean(text) + "' is no name of a file");
        }
    }

    private Answer why(String about) {
        List<Explanation> found = chat(about)
                .map(chat -> messages.recent(chat, any -> true, MESSAGES))
                .orElseGet(() -> messages.recent(message -> contains(message, about), MESSAGES));
        return found.isEmpty()
                ? Answer.failed(
                        about.isEmpty()
                                ? "no message was heard yet"
                                : "no recent message in or with '" + ConsoleText.clean(about)
                                        + "' (expected: a chat such as pual/group/42, or a part of a text)")
                : Answer.done(whyText.of(found));
    }

    private static Optional<ChatId> chat(String text) {
        try {
            return Place.parse(text) instanceof Place.InChat chat ? Optional.of(chat.id()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a text then
        }
    }

    private static boolean contains(Explanation message, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return message.text().toLowerCase(Locale.ROOT).contains(wanted)
                || message.chat().toString().toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** A rule may be about what is yet to come; a misspelt name looks the same. */
    private String unknown(Subject what, Place where) {
        List<String> ids = plugins.ids();
        String plugin =
                ids.contains(what.plugin()) ? "" : "; there is no plugin '" + what.plugin() + "' now, only " + ids;
        String account = where.account()
                .filter(name -> !accounts.states().containsKey(name))
                .map(name -> "; there is no account '" + name + "', only "
                        + accounts.states().keySet())
                .orElse("");
        return ConsoleText.clean(plugin + account);
    }

    private Answer scope(List<String> words) {
        if (words.isEmpty()) {
            String rules = scope.rules().stream().map(Rule::toString).collect(Collectors.joining("\n"));
            return Answer.done(rules.isEmpty() ? "everything is on" : rules);
        }
        if (words.size() < 2
                || words.size() > 3
                || !List.of("on", "off", "reset").contains(words.get(0))) {
            return Answer.usage("scope: (expected: on, off or reset, a plugin or plugin/command, and where if not"
                    + " everywhere)");
        }
        try {
            Subject what = Subject.parse(words.get(1));
            Place where = words.size() == 3 ? Place.parse(words.get(2)) : new Place.Everywhere();
            Optional<String> unkept = words.get(0).equals("reset")
                    ? scope.reset(what, where)
                    : scope.turn(what, where, words.get(0).equals("on"), "rookery scope");
            return unkept.map(reason -> Answer.failed("done, but forgotten at the next start: " + reason))
                    .orElseGet(() -> Answer.done("done" + unknown(what, where)));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Answer.usage("scope: " + ConsoleText.clean(String.valueOf(e.getMessage())));
        }
    }
}
