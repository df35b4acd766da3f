package dev.rookery.host.scope;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Certainty;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.operator.Operator;
import dev.rookery.api.permission.Level;
import dev.rookery.host.dispatch.Gate;
import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.time.Timers;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may use what where. Rules of the configuration are overruled, subject by subject and place by place, by
 * what was switched while the host ran, which is kept in a file.
 *
 * <p>An owner's switching is always heard: a command that asks for a node that begins with {@link #SWITCH} is on for
 * owners, whatever the rules say, and comes before all that plugins do.
 *
 * <p>Any thread. Deciding reads an immutable snapshot and makes nothing where the answer is yes; changing blocks for as
 * long as the file takes.
 */
public final class Scope implements Gate {

    /** The node for switching anything anywhere. */
    public static final String SWITCH = Operator.SWITCH;

    /** The node for switching in the chat at hand. */
    public static final String SWITCH_HERE = Operator.SWITCH_HERE;

    /** The node for asking what became of messages of the chat at hand. */
    public static final String WHY = Operator.WHY;

    private static final Logger log = LoggerFactory.getLogger(Scope.class);

    /** What is read by every decision. */
    private record Snapshot(Places owners, Places admins, Switches switches) {}

    private final PermissionNodes nodes = new PermissionNodes();
    private final Timers timers;
    private final GroupRoles roles;
    private final ChosenRules chosen;
    private ScopeSettings settings;
    private volatile Snapshot snapshot;

    /**
     * Reads what was switched before.
     *
     * @param settings what the configuration says
     * @param file what was switched while the host ran; need not exist
     * @param accounts finds an account by its name
     * @param timers the clock
     */
    public Scope(ScopeSettings settings, Path file, Function<String, Optional<Account>> accounts, Timers timers) {
        this.timers = timers;
        this.roles = new GroupRoles(accounts, timers);
        this.chosen = new ChosenRules(new RuleFile(file));
        this.settings = settings;
        this.snapshot = snapshot(settings, chosen);
        nodes.configure(settings.grants());
        declare(SWITCH, "Switch plugins and commands on and off, anywhere.", Level.ADMIN);
        declare(SWITCH_HERE, "Switch plugins and commands on and off in the chat at hand.", Level.GROUP_ADMIN);
        declare(Operator.LANGUAGE, "Choose the language in which the chat at hand is answered.", Level.GROUP_ADMIN);
        declare(WHY, "Ask what became of the messages of the chat at hand.", Level.GROUP_ADMIN);
    }

    private void declare(String node, String description, Level least) {
        nodes.declare(node, new PermissionNodes.Node(this, description, least));
    }

    private static Snapshot snapshot(ScopeSettings settings, ChosenRules chosen) {
        return new Snapshot(settings.owners(), settings.admins(), Switches.of(settings.rules(), chosen.rules()));
    }

    /** Takes another configuration; what was switched while the host ran goes on to count. */
    public synchronized void configure(ScopeSettings now) {
        settings = now;
        nodes.configure(now.grants());
        snapshot = snapshot(now, chosen);
    }

    /**
     * The permission nodes of one plugin.
     *
     * @return to be closed when the plugin stops, which takes its nodes back
     */
    public OwnedPermissions permissions(String plugin) {
        return new OwnedPermissions(plugin, nodes, this);
    }

    /**
     * Switches something on or off, from now on and after restarts.
     *
     * @param who says so, in words
     * @return why it will be forgotten at the next start; empty if it is kept
     * @throws IllegalStateException if there are too many rules, or the place cannot be written down
     */
    public synchronized Optional<String> turn(Subject subject, Place place, boolean on, String who) {
        if (place.toString().length() > Place.LONGEST) {
            throw new IllegalStateException(
                    "the id is too long to be kept (expected: at most " + Place.LONGEST + " characters)");
        }
        Rule rule = new Rule(subject, place, on, who + ", " + timers.instant().truncatedTo(ChronoUnit.SECONDS));
        Optional<String> unkept = chosen.put(rule);
        snapshot = snapshot(settings, chosen);
        log.info("switched {}", rule);
        return unkept;
    }

    /**
     * Takes back what was switched while the host ran, so that the configuration counts again.
     *
     * @return as {@link #turn}
     */
    public synchronized Optional<String> reset(Subject subject, Place place) {
        Optional<String> unkept = chosen.remove(subject, place);
        snapshot = snapshot(settings, chosen);
        return unkept;
    }

    /** The rules that count now. */
    public List<Rule> rules() {
        return snapshot.switches().rules();
    }

    /** How much somebody has to say in a chat. */
    public Level level(Person person, Chat chat) {
        Snapshot now = snapshot;
        if (isAmong(now.owners(), person, chat)) {
            return Level.OWNER;
        }
        if (isAmong(now.admins(), person, chat)) {
            return Level.ADMIN;
        }
        if (chat.kind() == ChatKind.SESSION) {
            return Level.EVERYONE;
        }
        Role role = chat.kind() == ChatKind.FRIEND ? Role.MEMBER : roles.role(chat.id(), person.id());
        return role == Role.OWNER ? Level.GROUP_OWNER : role == Role.ADMIN ? Level.GROUP_ADMIN : Level.MEMBER;
    }

    private static boolean isAmong(Places places, Person person, Chat chat) {
        return person.certainty() == Certainty.CERTAIN && places.contain(chat.id(), person.id());
    }

    @Override
    public boolean isOwners(MessageReceived event) {
        return isAmong(snapshot.owners(), event.sender(), event.chat());
    }

    @Override
    public void expect(BotEvent event) {
        if (event instanceof MessageReceived message) {
            if (!message.chat().kind().isPrivate()) {
                roles.expect(message.chat().id());
            }
        } else if (event instanceof GroupEvent group) {
            roles.changed(group.group().id());
        }
    }

    @Override
    public Verdict hears(String plugin, BotEvent event) {
        Switches switches = snapshot.switches();
        if (event instanceof MessageReceived message) {
            return switches.verdict(
                    plugin,
                    "",
                    event.account(),
                    message.chat().id(),
                    message.sender().id());
        }
        ChatId chat = event instanceof GroupEvent group ? group.group().id() : null;
        return switches.verdict(plugin, "", event.account(), chat, null);
    }

    @Override
    public Verdict hears(String plugin, String command, String permission, MessageReceived event) {
        Verdict verdict = snapshot.switches()
                .verdict(
                        plugin,
                        command,
                        event.account(),
                        event.chat().id(),
                        event.sender().id());
        boolean always = !verdict.allowed() && permission.startsWith(SWITCH);
        return always && isOwners(event) ? Verdict.YES : verdict;
    }

    @Override
    public Verdict speaks(String plugin, ChatId chat) {
        return snapshot.switches().verdict(plugin, "", chat.account(), chat, null);
    }

    @Override
    public Verdict permits(String node, Person person, Chat chat) {
        return nodes.verdict(node, level(person, chat), person, chat, person.certainty() == Certainty.CERTAIN);
    }
}
