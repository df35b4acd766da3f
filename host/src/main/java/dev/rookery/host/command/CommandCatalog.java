package dev.rookery.host.command;

import dev.rookery.api.account.Account;
import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.text.Texts;
import dev.rookery.host.dispatch.Gate;
import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.time.Timers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of all plugins at work. Any thread. */
public final class CommandCatalog {

    private static final Logger log = LoggerFactory.getLogger(CommandCatalog.class);

    /** The plugin that comes with the host for switching; where it does, no other one can come before it. */
    private static final String SWITCHBOARD = "commands";

    private final Timers timers;
    private final Gate gate;
    private final Function<String, Optional<Account>> accounts;
    private volatile List<PluginCommands> atWork = List.of();
    /** The words that were told of each clash of two plugins, at most {@link CommandTable#MOST_WORDS}. */
    private final Map<String, Set<String>> told = new HashMap<>();

    /**
     * Makes a catalogue in which nothing stands yet.
     *
     * @param timers measures cooldowns
     * @param gate what is on where, and who may give what
     * @param accounts who is in a chat
     */
    public CommandCatalog(Timers timers, Gate gate, Function<String, Optional<Account>> accounts) {
        this.timers = timers;
        this.gate = gate;
        this.accounts = accounts;
    }

    /**
     * The commands of one plugin, not yet at work.
     *
     * @param pluginId whose they are
     * @param texts what it says
     * @param failures is told what a command threw, on its thread
     * @return the plugin's own
     */
    public PluginCommands of(String pluginId, Texts texts, Consumer<Throwable> failures) {
        return new PluginCommands(pluginId, texts, failures, this, new Cooldowns(timers));
    }

    /** Makes the commands of an annotated object. */
    public static List<CommandSpec> annotated(Object object) {
        return AnnotatedCommands.of(object);
    }

    /**
     * Says whose commands are at work from now on.
     *
     * @param plugins in the order in which they are asked
     */
    public synchronized void atWork(List<PluginCommands> plugins) {
        atWork = List.copyOf(plugins);
        warnOfClashes();
    }

    /** Two plugins may take the same word; each is told once, however often they come and go. */
    private void warnOfClashes() {
        Map<String, OwnedCommand> taken = new HashMap<>();
        Map<String, Set<String>> clashes = new TreeMap<>();
        for (PluginCommands plugin : atWork) {
            for (String word : plugin.words()) {
                plugin.find(word).ifPresent(command -> {
                    OwnedCommand first = taken.putIfAbsent(word, command);
                    if (first != null) {
                        clashes.computeIfAbsent(clash(word, first, command), none -> new TreeSet<>())
                                .add(word);
                    }
                });
            }
        }
        clashes.forEach((clash, words) -> {
            Set<String> before = told.computeIfAbsent(clash, none -> new HashSet<>());
            words.removeAll(before);
            if (!words.isEmpty() && before.size() < CommandTable.MOST_WORDS) {
                log.warn("{} words={}", clash, String.join(",", words));
                before.addAll(words);
            }
        });
    }

    /**
     * What becomes of two commands with one word: the first in order gets the message, but for an owner's switching.
     */
    private String clash(String word, OwnedCommand first, OwnedCommand second) {
        return second.plugin().equals(foremost(word).orElse(""))
                ? "command is not carried out for owners, whose switching comes first plugin=" + first.plugin()
                        + " switched-by=" + second.plugin()
                : "command is already another plugin's and will not be carried out plugin=" + second.plugin()
                        + " taken-by=" + first.plugin();
    }

    /** All commands, sorted by name; of two with the same name the one that is carried out. */
    public List<CommandInfo> all() {
        return List.copyOf(byName().values());
    }

    private Map<String, OwnedCommand> byName() {
        Map<String, OwnedCommand> byName = new TreeMap<>();
        for (PluginCommands plugin : atWork) {
            plugin.commands().forEach(command -> byName.putIfAbsent(command.name(), command));
        }
        return byName;
    }

    /** The commands that the sender of a message may give in its chat, sorted by name. */
    public List<CommandInfo> availableTo(IncomingMessage message) {
        return List.copyOf(usableBy(message));
    }

    List<OwnedCommand> usableBy(IncomingMessage message) {
        return byName().values().stream()
                .filter(command -> !command.isHidden() && isUsable(command, message))
                .toList();
    }

    /** The command that answers to a word. */
    public Optional<CommandInfo> find(String word) {
        String wanted = TypedText.normal(word.strip());
        return atWork.stream()
                .flatMap(plugin -> plugin.find(wanted).stream())
                .<CommandInfo>map(command -> command)
                .findFirst();
    }

    /** Whether a command switches what is on and off, and is the one that does so for owners who type this word. */
    boolean isForemost(CommandTable.Match match) {
        return match.command().switches()
                && match.command().plugin().equals(foremost(match.label()).orElse(""));
    }

    /** The plugin that switches for owners who type this word. */
    private Optional<String> foremost(String word) {
        return atWork.stream()
                .flatMap(plugin -> plugin.find(word).stream())
                .filter(OwnedCommand::switches)
                .map(OwnedCommand::plugin)
                .min(Comparator.comparing(plugin -> !plugin.equals(SWITCHBOARD)));
    }

    /** Comes after all handlers: answers what is nearly a command. */
    public MessageHandler nearMiss() {
        return new NearMiss(this);
    }

    /** Whether a command is on where the message was said; if not, it is as if there were no such command. */
    Verdict isOn(OwnedCommand command, IncomingMessage message) {
        return gate.hears(command.plugin(), command.name(), command.node(), message.event());
    }

    /** Whether the sender of a message may give a command; who may not is told so. */
    Verdict isPermitted(OwnedCommand command, IncomingMessage message) {
        return command.node().isEmpty() ? Verdict.YES : gate.permits(command.node(), message.sender(), message.chat());
    }

    /** Whether a command would be carried out. */
    boolean isUsable(OwnedCommand command, IncomingMessage message) {
        return isOn(command, message).allowed() && isPermitted(command, message).allowed();
    }

    People people(MessageReceived message) {
        return new ChatPeople(message, accounts, timers);
    }
}
