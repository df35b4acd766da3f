package dev.rookery.host.command;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Cooldown;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.text.Phrases;
import dev.rookery.api.text.Texts;
import dev.rookery.host.dispatch.BusyReply;
import dev.rookery.host.dispatch.Foremost;
import dev.rookery.host.dispatch.HostMessage;
import dev.rookery.host.dispatch.SafeThrowable;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.text.HostTexts;
import dev.rookery.host.text.Sentence;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of one plugin: hears messages in its name and carries out those that give one. Whatever somebody typed,
 * the answer is short, and it takes no longer than reading {@value #LONGEST} characters does. Any thread.
 */
public final class PluginCommands implements MessageHandler, BusyReply, Foremost {

    /** The place of commands among all handlers, promised by {@link MessageHandler#priority()}. */
    static final int PRIORITY = 100;

    /** Characters of a message that gives a command; a longer one is refused with a sentence. */
    static final int LONGEST = 16_384;

    private static final Logger log = LoggerFactory.getLogger(PluginCommands.class);

    private final String pluginId;
    private final Texts texts;
    private final Consumer<Throwable> failures;
    private final CommandCatalog catalog;
    private final Cooldowns cooldowns;
    private final CommandTable table = new CommandTable();

    PluginCommands(
            String pluginId, Texts texts, Consumer<Throwable> failures, CommandCatalog catalog, Cooldowns cooldowns) {
        this.pluginId = pluginId;
        this.texts = texts;
        this.failures = failures;
        this.catalog = catalog;
        this.cooldowns = cooldowns;
    }

    /** The plugin whose they are. */
    public String plugin() {
        return pluginId;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return table.isEmpty();
    }

    /** Every word that is taken, as it is compared. */
    public Set<String> words() {
        return table.words();
    }

    /**
     * Adds commands, all or none.
     *
     * @throws IllegalArgumentException if one of their words is taken
     */
    public void add(List<CommandSpec> commands) {
        table.add(commands.stream()
                .map(spec -> new OwnedCommand(pluginId, spec, texts))
                .toList());
    }

    /** Takes commands back. */
    public void remove(List<CommandSpec> commands) {
        table.remove(commands);
        commands.forEach(cooldowns::forget);
    }

    /** How many there are. */
    public int size() {
        return table.commands().size();
    }

    Collection<OwnedCommand> commands() {
        return table.commands();
    }

    Optional<OwnedCommand> find(String word) {
        return table.find(word);
    }

    @Override
    public int priority() {
        return PRIORITY;
    }

    @Override
    public Outcome handle(IncomingMessage message) {
        List<CommandTable.Match> matches = matches(message);
        if (matches.isEmpty()) {
            return Outcome.PASS;
        }
        OwnedCommand command = matches.get(0).command();
        Verdict on = catalog.isOn(command, message);
        if (!on.allowed()) {
            trace(message).stopped(pluginId, Trail.Stop.SCOPE, on.reason());
            return Outcome.PASS;
        }
        Verdict permitted = catalog.isPermitted(command, message);
        if (permitted.allowed()) {
            trace(message).command(pluginId, command.name());
            run(message, matches);
        } else {
            Sentence reason = Sentence.of("why.command", command.name(), permitted.reason());
            trace(message).stopped(pluginId, Trail.Stop.PERMISSION, reason);
            answer(message, "command.refused", command.name(), command.node());
        }
        return Outcome.CONSUMED;
    }

    @Override
    public boolean isMeant(HostMessage message) {
        return matches(message).stream().limit(1).anyMatch(catalog::isForemost);
    }

    @Override
    public Optional<Message> whenBusy(HostMessage message) {
        return matches(message).stream()
                .map(CommandTable.Match::command)
                .filter(command -> catalog.isUsable(command, message))
                .map(command -> Message.text(HostTexts.of(message.language()).format("command.busy", command.name())))
                .findFirst();
    }

    private static Trail.Trace trace(IncomingMessage message) {
        return message instanceof HostMessage host ? host.trace() : Trail.Trace.NONE;
    }

    /**
     * How the message can be read as a command: in private chats as it stands, else without the words that address the
     * bot; elsewhere the bot must be addressed.
     */
    private List<CommandTable.Match> matches(IncomingMessage message) {
        if (!message.chat().kind().isPrivate()) {
            return message.isAddressed()
                    ? table.match(message.unaddressed()).stream().toList()
                    : List.of();
        }
        Optional<CommandTable.Match> whole = table.match(message.message());
        Optional<CommandTable.Match> rest = message.unaddressed().equals(message.message())
                ? Optional.empty()
                : table.match(message.unaddressed())
                        .filter(other ->
                                whole.isEmpty() || whole.get().command().equals(other.command()));
        return Stream.concat(whole.stream(), rest.stream()).toList();
    }

    private void run(IncomingMessage message, List<CommandTable.Match> matches) {
        OwnedCommand command = matches.get(0).command();
        try {
            if (length(message.message()) > LONGEST) {
                answer(message, "command.long", command.name(), LONGEST);
                return;
            }
            carryOut(read(message, matches), trace(message));
        } catch (UsageException e) {
            String usage = HostTexts.of(message.language()).format("usage", command.usage(message.language()));
            message.reply(sentence(e, message) + "\n" + usage);
        } catch (Throwable any) {
            Throwable e = SafeThrowable.of(any);
            // It was this command all the same: another plugin's answer to it would only confuse.
            log.error(
                    "command failed plugin={} chat={} command={}",
                    pluginId,
                    message.chat().id(),
                    command.name(),
                    e);
            trace(message).failed(pluginId, e);
            failures.accept(e);
            answer(message, "command.failed", command.name());
        }
    }

    private static long length(Message message) {
        return message.segments().stream()
                .mapToLong(segment ->
                        segment instanceof Segment.Text text ? text.text().length() : 1)
                .sum();
    }

    /** The first reading that fits; when none does, what is wrong with the first. */
    private Call read(IncomingMessage message, List<CommandTable.Match> matches) {
        People people = catalog.people(message.event());
        try {
            return new Call(message, matches.get(0), people);
        } catch (UsageException e) {
            if (matches.size() == 1) {
                throw e;
            }
            try {
                return new Call(message, matches.get(1), people);
            } catch (UsageException alsoUnfit) {
                throw e;
            }
        }
    }

    private void carryOut(Call call, Trail.Trace trace) throws Exception {
        CommandSpec spec = call.command().spec();
        Cooldowns.Verdict cooldown = cooldowns.begin(spec, call);
        if (cooldown.isGo()) {
            try {
                spec.handler().handle(call);
            } catch (UsageException e) {
                cooldowns.undo(spec, call);
                call.reply(sentence(e, call));
            }
            return;
        }
        trace.stopped(pluginId, Trail.Stop.COOLDOWN, whyResting(spec, cooldown));
        if (cooldown.isNews()) {
            answer(call, "command.resting", spec.name(), Spans.shown(cooldown.left()));
        }
    }

    private static Sentence whyResting(CommandSpec spec, Cooldowns.Verdict verdict) {
        return spec.cooldown()
                .map(cooldown -> Sentence.of(
                        cooldown.per() == Cooldown.Per.CHAT ? "why.resting.chat" : "why.resting.person",
                        spec.name(),
                        Spans.shown(cooldown.rest()),
                        Spans.shown(verdict.left())))
                .orElse(Sentence.NONE);
    }

    private String sentence(UsageException e, IncomingMessage message) {
        Phrases own = texts.of(message);
        return e.key()
                .map(key -> (own.has(key) ? own : HostTexts.of(message.language())).format(key, blanks(e)))
                .orElseGet(() -> String.valueOf(e.getMessage()));
    }

    private static Object[] blanks(UsageException e) {
        return e.blanks().stream()
                .map(blank -> blank instanceof String typed ? TypedText.shown(typed) : blank)
                .toArray();
    }

    private static void answer(IncomingMessage message, String key, Object... blanks) {
        message.reply(HostTexts.of(message.language()).format(key, blanks));
    }
}
