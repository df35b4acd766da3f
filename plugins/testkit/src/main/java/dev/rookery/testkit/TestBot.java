package dev.rookery.testkit;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.message.Segment;
import dev.rookery.api.plugin.BotPlugin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/**
 * A bot with a host of its own: the real dispatch and the real plugin host, on a virtual network, with virtual people
 * and a clock that the test turns. As a rule a parameter of a test of {@link PluginTest}; made by hand with
 * {@link #builder()}, it is closed by hand.
 *
 * <pre>{@code
 * bot.config("sides: 20");
 * bot.user("alice").says("!roll");
 * bot.expectReply(text -> text.startsWith("You rolled"));
 * bot.group("rooks").member("bob").says("nothing for the bot");
 * bot.expectNothing();
 * bot.clock().advance(Duration.ofMinutes(10));
 * bot.reload();
 * }</pre>
 *
 * <p>The plugins start with the first thing that needs them. Each method that looks at what they did waits until they
 * have nothing left to do, at the longest for the deadline (20 s), after which it fails with the stacks of their
 * threads. What a plugin does on threads that it started itself is not waited for: see {@link #awaitReply}.
 *
 * <p>For the test's thread, one at a time.
 */
public final class TestBot extends Conversation implements AutoCloseable {

    /** What the clock shows at first. */
    public static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private static final String ACCOUNT = "test";

    private final VirtualWorld world;
    private final TestClock clock;

    TestBot(TestBotBuilder setup) {
        this.world = new VirtualWorld(setup);
        this.clock = new TestClock(world);
    }

    /**
     * Begins a bot that is made by hand.
     *
     * @return a builder
     */
    public static TestBotBuilder builder() {
        return new TestBotBuilder();
    }

    /**
     * A bot with one plugin of the class path.
     *
     * @param plugin its class
     * @return the bot, to be closed
     */
    public static TestBot of(Class<? extends BotPlugin> plugin) {
        return builder().plugin(plugin).build();
    }

    /**
     * A bot with one plugin from its jar.
     *
     * @param jar the file
     * @return the bot, to be closed
     */
    public static TestBot fromJar(Path jar) {
        return builder().jar(jar).build();
    }

    /**
     * A friend of the bot's.
     *
     * @param name who
     * @return the friend in their private chat, always the same
     */
    public TestUser user(String name) {
        return account().user(name);
    }

    /**
     * One of the bot's owners, who have all to say, in their private chat; {@code bot.group("rooks").member(name)} is
     * the same person.
     *
     * @param name who
     * @return the friend, who is an owner from now on
     */
    public TestUser owner(String name) {
        return account().owner(name);
    }

    /**
     * One of the bot's admins, who have a say in every chat, in their private chat;
     * {@code bot.group("rooks").member(name)} is the same person.
     *
     * @param name who
     * @return the friend, who is an admin from now on
     */
    public TestUser admin(String name) {
        return account().admin(name);
    }

    /**
     * Somebody who is no contact and speaks in a temporary chat.
     *
     * @param name who
     * @return the stranger in that chat
     */
    public TestUser stranger(String name) {
        return account().stranger(name);
    }

    /**
     * A group that the bot is in.
     *
     * @param name which
     * @return the group, always the same
     */
    public TestGroup group(String name) {
        return account().group(name);
    }

    /**
     * A discussion that the bot is in.
     *
     * @param name which
     * @return the discussion, always the same
     */
    public TestGroup discussion(String name) {
        return account().discussion(name);
    }

    /**
     * The account that people of {@link #user} and {@link #group} are of: {@code test}.
     *
     * @return the account
     */
    public TestAccount account() {
        return account(ACCOUNT);
    }

    /**
     * One more account, on a network of its own.
     *
     * @param name as plugins know it
     * @return the account, always the same
     */
    public TestAccount account(String name) {
        return world.account(name);
    }

    /**
     * Something happens besides what is said; the bot has it when this returns.
     *
     * @param event of any account
     */
    public void happens(BotEvent event) {
        account(event.account()).happens(event);
    }

    /**
     * The piece of a message that mentions the bot.
     *
     * @return a mention on the account {@code test}
     */
    public Segment mention() {
        return new Segment.Mention(account().self().id(), account().self().name());
    }

    /**
     * The web that the plugins see.
     *
     * @return always the same
     */
    public TestWeb web() {
        return world.host().web();
    }

    /**
     * The clock of everything here.
     *
     * @return always the same
     */
    public TestClock clock() {
        return clock;
    }

    /**
     * Has every chat answered in one language, from now on. Without it the host tells it from what is spoken: English,
     * or Chinese where people write Chinese.
     *
     * @param language for example {@code Locale.SIMPLIFIED_CHINESE}
     * @return this bot
     */
    public TestBot language(Locale language) {
        world.host().speak(language);
        return this;
    }

    /**
     * Says what stands under {@code plugins.<id>} of the plugin under test in the configuration, instead of what was
     * said before. Before the plugins have started it counts for their start; later it is an edit of the file while the
     * bot runs, and when this returns the plugin's {@code onChange} listeners have been called.
     *
     * @param yaml the section's lines; empty for none
     * @return this bot
     * @throws AssertionFailedError if a plugin that runs refuses it
     */
    public TestBot config(String yaml) {
        return config(world.underTest(), yaml);
    }

    /**
     * As {@link #config(String)}, for one of several plugins.
     *
     * @param pluginId whose section
     * @param yaml its lines
     * @return this bot
     * @throws AssertionFailedError if a plugin that runs refuses it
     */
    public TestBot config(String pluginId, String yaml) {
        world.configure(pluginId, yaml);
        return this;
    }

    /**
     * Edits the section of the plugin under test while it runs, and expects that it refuses it: its old settings stay.
     *
     * @param yaml the section's lines
     * @return why, in the words for the operator
     * @throws AssertionFailedError if the plugin takes it
     */
    public String expectConfigFailure(String yaml) {
        return world.expectConfigFailure(world.underTest(), yaml);
    }

    /**
     * Allows the plugins to change something of the accounts, as {@code accounts.<name>.permissions} does, from now on.
     *
     * @param permissions what
     * @return this bot
     */
    public TestBot allow(AccountPermission... permissions) {
        world.host().rule(rules -> rules.allow(Set.of(permissions)));
        return this;
    }

    /**
     * Says what stands under {@code permissions} in the configuration, instead of what was said before: who may do
     * what, from now on.
     *
     * @param yaml the section's lines, such as {@code greeter.greet: {deny: [test/bob]}}
     * @return this bot
     */
    public TestBot permissions(String yaml) {
        world.host().rule(rules -> rules.permissions(yaml));
        return this;
    }

    /**
     * Says what stands under {@code scope} in the configuration, instead of what was said before: what is on and off
     * where, from now on.
     *
     * @param yaml the section's lines, such as {@code greeter: {off: [test/group/rooks]}}
     * @return this bot
     */
    public TestBot scope(String yaml) {
        world.host().rule(rules -> rules.scope(yaml));
        return this;
    }

    /**
     * Starts the plugins, if they have not started.
     *
     * @throws AssertionFailedError with the reason when one of them does not start
     */
    public void start() {
        world.start();
    }

    /**
     * Starts the plugins and expects that one of them cannot.
     *
     * @return why, in the words for the operator
     * @throws AssertionFailedError if all of them started
     */
    public String expectStartFailure() {
        return world.expectStartFailure();
    }

    /**
     * Reloads the plugins, as the operator does after replacing their jars: what they had in memory is gone, what they
     * stored is there.
     */
    public void reload() {
        world.reload();
    }

    /** Stops the host and starts another one over the same data, as after a crash of the machine but in order. */
    public void restart() {
        world.restart();
    }

    /**
     * Expects that a plugin threw something at a message. What it threw and nobody expected fails the test at its end.
     *
     * @return the earliest that was not expected before
     */
    public Throwable expectFailure() {
        return world.expectFailure();
    }

    /**
     * The conversation so far, as failures show it.
     *
     * @return several lines
     */
    public String transcript() {
        return world.transcript().toString();
    }

    /**
     * Lets the plugins of this bot, with its settings, hear a recording, in a host of their own: each event at its
     * time, with the recorded seed of chance and the recorded answers of the networks. They begin without stored data.
     * What other plugins said in the recording does not count.
     *
     * @param recording what to hear
     * @return what they said beside what is recorded
     * @throws AssertionFailedError if a plugin does not start or does not come to an end
     */
    public Replay replay(Recording recording) {
        return world.replay(recording);
    }

    /**
     * Stops the plugins, and fails if they failed without being expected to, or left something behind: threads, and, of
     * plugins from jars, anything that keeps their classes in memory.
     */
    @Override
    public void close() {
        world.close();
    }

    /** Stops the plugins without another word. */
    void abandon() {
        world.abandon();
    }

    @Override
    Replies replies() {
        return world.replies();
    }

    @Override
    boolean holds(Reply reply) {
        return true;
    }
}
