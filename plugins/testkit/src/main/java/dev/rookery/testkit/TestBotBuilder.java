package dev.rookery.testkit;

import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.plugin.BotPlugin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Collects what a {@link TestBot} is made of. For the test's thread. */
public final class TestBotBuilder {

    final List<PluginUnderTest> plugins = new ArrayList<>();
    final Configuration configuration = new Configuration();
    String botName = "Rookery";
    Duration deadline = Duration.ofSeconds(20);
    boolean leakCheck = true;
    long seed = 1;

    TestBotBuilder() {}

    /**
     * Adds a plugin of the class path. Its id is the one in the module's POM if that names the class; else the class's
     * name without {@code Plugin}, in lower case with dashes: {@code LinkTitlePlugin} is {@code link-title}.
     *
     * @param type the class that the manifest would name
     * @return this builder
     */
    public TestBotBuilder plugin(Class<? extends BotPlugin> type) {
        return plugin(PluginUnderTest.idOf(type, Path.of(System.getProperty("basedir", ""))), type);
    }

    /**
     * Adds a plugin of the class path.
     *
     * @param id its id
     * @param type the class that the manifest would name
     * @return this builder
     */
    public TestBotBuilder plugin(String id, Class<? extends BotPlugin> type) {
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
    public TestBotBuilder jar(Path file) {
        plugins.add(PluginUnderTest.ofJar(file));
        return this;
    }

    /**
     * Says what stands under {@code plugins.<id>} of the plugin that was added first.
     *
     * @param yaml the section's lines
     * @return this builder
     */
    public TestBotBuilder config(String yaml) {
        return config(first().info().id(), yaml);
    }

    /**
     * Says what stands under {@code plugins.<id>}.
     *
     * @param pluginId whose section
     * @param yaml its lines
     * @return this builder
     */
    public TestBotBuilder config(String pluginId, String yaml) {
        configuration.section(pluginId, yaml);
        return this;
    }

    /**
     * Allows the plugins to change something of the accounts.
     *
     * @param permissions what
     * @return this builder
     */
    public TestBotBuilder allow(AccountPermission... permissions) {
        configuration.allow(Set.of(permissions));
        return this;
    }

    /**
     * What the bot is called, in every chat.
     *
     * @param name {@code Rookery} unless said otherwise
     * @return this builder
     */
    public TestBotBuilder botName(String name) {
        botName = name;
        return this;
    }

    /**
     * The seed of the plugins' chance: with the same one their dice fall the same way.
     *
     * @param chance 1 unless said otherwise
     * @return this builder
     */
    public TestBotBuilder seed(long chance) {
        seed = chance;
        return this;
    }

    /**
     * The longest that a step may keep the plugins busy.
     *
     * @param longest real time, 20 s unless said otherwise
     * @return this builder
     */
    public TestBotBuilder deadline(Duration longest) {
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
    public TestBotBuilder withoutLeakCheck() {
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
