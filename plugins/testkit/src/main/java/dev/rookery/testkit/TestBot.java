package dev.rookery.testkit;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Segment;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.time.ManualTimers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final Builder setup;
    private final ManualTimers timers = new ManualTimers(START);
    private final TestClock clock = new TestClock(this);
    private final Transcript transcript = new Transcript();
    private final Replies replies;
    private final PluginFailures failures = new PluginFailures(transcript);
    private final Map<String, VirtualNetwork> networks = new LinkedHashMap<>();
    private final VirtualHost host;
    private boolean closed;

    private TestBot(Builder setup) {
        this.setup = setup;
        this.replies = new Replies(this::settle, transcript, setup.deadline);
        this.host = new VirtualHost(
                List.copyOf(setup.plugins),
                setup.configuration,
                timers,
                setup.seed,
                failures,
                new Patience(setup.deadline, transcript));
    }

    /**
     * Begins a bot that is made by hand.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
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
        VirtualNetwork network = networks.computeIfAbsent(name, this::connect);
        return new TestAccount(this, network);
    }

    private VirtualNetwork connect(String name) {
        VirtualNetwork network = new VirtualNetwork(
                name,
                setup.botName,
                (chat, message) -> {
                    transcript.said(chat, setup.botName, message);
                    replies.add(new Reply(chat, message, timers.instant()));
                },
                transcript);
        host.connect(network);
        return network;
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
        return host.web();
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
        host.speak(language);
        return this;
    }

    /**
     * Says what stands under {@code plugins.<id>} of the plugin under test in the configuration, instead of what was
     * said before. Before the plugins have started it counts for their start; later it counts from the next reload or
     * restart on.
     *
     * @param yaml the section's lines; empty for none
     * @return this bot
     */
    public TestBot config(String yaml) {
        return config(setup.plugins.get(0).info().id(), yaml);
    }

    /**
     * As {@link #config(String)}, for one of several plugins.
     *
     * @param pluginId whose section
     * @param yaml its lines
     * @return this bot
     */
    public TestBot config(String pluginId, String yaml) {
        host.configure(pluginId, yaml);
        return this;
    }

    /**
     * Starts the plugins, if they have not started.
     *
     * @throws AssertionFailedError with the reason when one of them does not start
     */
    public void start() {
        List<String> failures = host.start();
        if (!failures.isEmpty()) {
            throw new AssertionFailedError("the plugin did not start: " + String.join("\n", failures));
        }
    }

    /**
     * Starts the plugins and expects that one of them cannot.
     *
     * @return why, in the words for the operator
     * @throws AssertionFailedError if all of them started
     */
    public String expectStartFailure() {
        List<String> failures = host.start();
        if (failures.isEmpty()) {
            throw new AssertionFailedError("expected that the plugin does not start, but it did");
        }
        return String.join("\n", failures);
    }

    /**
     * Reloads the plugins, as the operator does after replacing their jars: what they had in memory is gone, what they
     * stored is there.
     */
    public void reload() {
        settle();
        List<String> broken = host.reload();
        transcript.happened("reloaded");
        if (!broken.isEmpty()) {
            throw new AssertionFailedError("the plugin did not start again: " + String.join("\n", broken));
        }
    }

    /** Stops the host and starts another one over the same data, as after a crash of the machine but in order. */
    public void restart() {
        settle();
        host.stop();
        transcript.happened("restarted");
        start();
    }

    /**
     * Expects that a plugin threw something at a message. What it threw and nobody expected fails the test at its end.
     *
     * @return the earliest that was not expected before
     */
    public Throwable expectFailure() {
        settle();
        return failures.take()
                .orElseThrow(() -> new AssertionFailedError(
                        "expected that a plugin fails, but none did\n\nthe conversation:\n" + transcript));
    }

    /**
     * The conversation so far, as failures show it.
     *
     * @return several lines
     */
    public String transcript() {
        return transcript.toString();
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
        ManualTimers time = new ManualTimers(recording.begin());
        VirtualHost alone = new VirtualHost(
                List.copyOf(setup.plugins),
                setup.configuration,
                time,
                recording.contents().header().seed(),
                Trail.NONE,
                new Patience(setup.deadline, transcript));
        try {
            return new Replayer(recording, List.copyOf(setup.plugins)).run(alone);
        } finally {
            alone.end(false);
        }
    }

    /** Stops the plugins, and fails if they left threads behind or failed without being expected to. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<String> left;
        try {
            left = host.end(setup.leakCheck);
        } finally {
            replies.clear();
        }
        if (setup.leakCheck && !left.isEmpty()) {
            throw new AssertionFailedError("the plugin left something behind:\n  " + String.join("\n  ", left));
        }
        failures.take().ifPresent(thrown -> {
            throw new AssertionFailedError(
                    "the plugin failed: " + thrown + "\n\nthe conversation:\n" + transcript, thrown);
        });
    }

    /** Stops the plugins without another word. */
    void abandon() {
        if (!closed) {
            closed = true;
            host.end(false);
        }
    }

    void hears(BotEvent event) {
        start();
        if (event instanceof MessageReceived message) {
            transcript.said(message.chat(), message.sender().name(), message.message());
        } else {
            transcript.happened(Happenings.inWords(event));
        }
        host.hears(event);
    }

    void advance(Duration by) {
        settle();
        transcript.passed(by);
        host.advanceTo(timers.instant().plus(by), () -> {});
    }

    private void settle() {
        if (closed) {
            throw new IllegalStateException("the bot is closed (expected: to be used within its test)");
        }
        start();
        host.settle();
    }

    ManualTimers timers() {
        return timers;
    }

    @Override
    Replies replies() {
        return replies;
    }

    @Override
    boolean holds(Reply reply) {
        return true;
    }

    /** Collects what a bot is made of. Not safe for use by several threads. */
    public static final class Builder {

        private final List<PluginUnderTest> plugins = new ArrayList<>();
        private final Configuration configuration = new Configuration();
        private String botName = "Rookery";
        private Duration deadline = Duration.ofSeconds(20);
        private boolean leakCheck = true;
        private long seed = 1;

        private Builder() {}

        /**
         * Adds a plugin of the class path. Its id is the class's name without {@code Plugin}, in lower case with
         * dashes: {@code LinkTitlePlugin} is {@code link-title}.
         *
         * @param type the class that the manifest would name
         * @return this builder
         */
        public Builder plugin(Class<? extends BotPlugin> type) {
            return plugin(PluginUnderTest.idOf(type), type);
        }

        /**
         * Adds a plugin of the class path.
         *
         * @param id its id
         * @param type the class that the manifest would name
         * @return this builder
         */
        public Builder plugin(String id, Class<? extends BotPlugin> type) {
            plugins.add(PluginUnderTest.ofClass(id, type));
            return this;
        }

        /**
         * Adds a plugin from its jar, through class loaders of its own.
         *
         * @param file the jar; a copy of it is loaded
         * @return this builder
         * @throws IllegalArgumentException if it is no plugin jar
         */
        public Builder jar(Path file) {
            plugins.add(PluginUnderTest.ofJar(file));
            return this;
        }

        /**
         * Says what stands under {@code plugins.<id>} of the plugin that was added first.
         *
         * @param yaml the section's lines
         * @return this builder
         */
        public Builder config(String yaml) {
            return config(first().info().id(), yaml);
        }

        /**
         * Says what stands under {@code plugins.<id>}.
         *
         * @param pluginId whose section
         * @param yaml its lines
         * @return this builder
         */
        public Builder config(String pluginId, String yaml) {
            configuration.section(pluginId, yaml);
            return this;
        }

        /**
         * Allows the plugins to change something of the accounts.
         *
         * @param permissions what
         * @return this builder
         */
        public Builder allow(AccountPermission... permissions) {
            configuration.allow(Set.of(permissions));
            return this;
        }

        /**
         * What the bot is called, in every chat.
         *
         * @param name {@code Rookery} unless said otherwise
         * @return this builder
         */
        public Builder botName(String name) {
            botName = name;
            return this;
        }

        /**
         * The seed of the plugins' chance: with the same one their dice fall the same way.
         *
         * @param chance 1 unless said otherwise
         * @return this builder
         */
        public Builder seed(long chance) {
            seed = chance;
            return this;
        }

        /**
         * The longest that a step may keep the plugins busy.
         *
         * @param longest real time, 20 s unless said otherwise
         * @return this builder
         */
        public Builder deadline(Duration longest) {
            if (longest.isZero() || longest.isNegative()) {
                throw new IllegalArgumentException("deadline: " + longest + " (expected: more than zero)");
            }
            deadline = longest;
            return this;
        }

        /**
         * Lets {@link TestBot#close} not look for what the plugins left behind.
         *
         * @return this builder
         */
        public Builder withoutLeakCheck() {
            leakCheck = false;
            return this;
        }

        private PluginUnderTest first() {
            if (plugins.isEmpty()) {
                throw new IllegalStateException("no plugin (expected: plugin(..) or jar(..) first)");
            }
            return plugins.get(0);
        }

        /**
         * Makes the bot. Its plugins start with the first thing that needs them.
         *
         * @return the bot, to be closed
         */
        public TestBot build() {
            first();
            return new TestBot(this);
        }
    }
}
