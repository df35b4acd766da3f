package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Registration;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.config.ConfigDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that change while their plugin runs. */
class OwnedSettingsTest {

    private static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);
    private static volatile ConfigHandle<Greeting> handle;
    private static volatile Registration registration;

    private House house;
    private volatile ConfigDocument document;

    @BeforeEach
    void open(@TempDir Path root) {
        TOLD.clear();
        write("greeter: {word: hello}");
        house = new House(root).settings(new SettingsBinder() {
            @Override
            public <C extends Record> C bind(String pluginId, Class<C> type) {
                return document.section(pluginId).bind(type);
            }
        });
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void write(String yaml) {
        document = ConfigDocument.parse(Path.of("rookery.yml"), yaml, Map.of());
    }

    private Map<String, SettingsChange> edit(String yaml) {
        write(yaml);
        return House.done(house.host().reconfigure(Set.of("greeter", "neighbour")));
    }

    private PluginStatus enable(String id, Class<? extends BotPlugin> type) {
        return House.done(house.host().enable(new PluginInfo(id, "1.0.0", ""), type));
    }

    /** The settings. */
    public record Greeting(String word) {

        /** Knows a word that it does not like, and one that it chokes on. */
        public Greeting {
            if (word.equals("boo")) {
                throw new IllegalArgumentException("word: boo (expected: a kind one)");
            }
            if (word.equals("choke")) {
                throw new StackOverflowError("in the plugin's record");
            }
        }
    }

    /** Tells what it hears of its settings. */
    public static class Greeter implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            handle = context.config(Greeting.class);
            context.onMessage(message -> dev.rookery.api.handler.Outcome.PASS);
            handle.onChange(now -> {
                throw new IllegalStateException("not today");
            });
            registration = handle.onChange(now -> TOLD.add(
                    now.word() + " on " + Thread.currentThread().getName().replaceAll("[0-9]+", "n")));
            assertThat(context.config(Greeting.class)).isSameAs(handle);
        }
    }

    /** Does not come back from its listener before it is interrupted. */
    public static final class Hanging implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            context.config(Greeting.class).onChange(now -> {
                try {
                    NEVER.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Test
    void aChangeIsANewRecordOfWhichListenersAreToldOnThePluginsThreads() {
        enable("greeter", Greeter.class);
        assertThat(handle.get().word()).isEqualTo("hello");

        SettingsChange change = edit("greeter: {word: good day}").get("greeter");

        assertThat(change.refused()).isEmpty();
        assertThat(handle.get().word()).isEqualTo("good day");
        assertThat(TOLD).containsExactly("good day on plugin-greeter-n");
    }

    @Test
    void aListenerThatThrowsIsToldAndTheOthersAreCalledAllTheSame() {
        enable("greeter", Greeter.class);
        SettingsChange change = edit("greeter: {word: good day}").get("greeter");
        assertThat(change.failures()).singleElement().hasToString("java.lang.IllegalStateException: not today");
        assertThat(TOLD).hasSize(1);
    }

    @Test
    void whatTheRecordRefusesLeavesTheOldOneInForce() {
        enable("greeter", Greeter.class);
        assertThat(edit("greeter: {word: boo}").get("greeter").refused())
                .containsExactly("rookery.yml:1:17 greeter.word: boo (expected: a kind one)");
        assertThat(edit("greeter: {wort: x}").get("greeter").refused())
                .singleElement()
                .asString()
                .contains("rookery.yml:1:11 greeter.wort: unknown key");
        assertThat(edit("greeter: {word: choke}").get("greeter").refused())
                .containsExactly("java.lang.StackOverflowError: in the plugin's record");
        assertThat(handle.get().word()).isEqualTo("hello");
        assertThat(TOLD).isEmpty();
        edit("greeter: {word: at last}");
        assertThat(TOLD).hasSize(1);
    }

    @Test
    void listenersThatWereTakenBackAreNotCalled() {
        enable("greeter", Greeter.class);
        registration.close();
        edit("greeter: {word: good day}");
        assertThat(handle.get().word()).isEqualTo("good day");
        assertThat(TOLD).isEmpty();
    }

    @Test
    void whoHangsInAListenerHoldsUpNobodyElse() throws Exception {
        write("{greeter: {word: a}, neighbour: {word: a}}");
        enable("greeter", Hanging.class);
        enable("neighbour", Greeter.class);
        write("{greeter: {word: b}, neighbour: {word: b}}");
        var all = house.host().reconfigure(List.of("greeter", "neighbour")).toCompletableFuture();

        assertThat(TOLD.poll(30, TimeUnit.SECONDS)).isEqualTo("b on plugin-neighbour-n");
        assertThat(House.done(house.host().settled())).hasSize(2);
        assertThat(all).isNotDone();
    }

    @Test
    void allOfItIsGoneWithThePlugin() {
        enable("greeter", Greeter.class);
        house.host().stop();
        assertThatThrownBy(() -> handle.onChange(now -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("plugin greeter is disabled");
        assertThat(handle.get().word()).isEqualTo("hello");
    }

    @Test
    void ofALifeThatIsOverNothingIsToldAndNothingIsLeft() {
        house.drop("greeter.jar", TestJar.plugin("greeter").with("""
                        public record Greeting(String word) {}
                        """).onEnable("""
                        context.config(Greeting.class).onChange(now -> say("life " + now.word()));
                        """));
        house.start();
        edit("greeter: {word: one}");
        House.done(house.host().reload("greeter"));
        assertThat(House.done(house.host().checkForLeaks())).isEmpty();
    }

    @Test
    void aPluginThatStumbledOverItsSettingsIsTriedAgain() {
        house.drop("greeter.jar", TestJar.plugin("greeter").with("""
                        public record Greeting(int size) {}
                        """).onEnable("context.config(Greeting.class);"));
        house.start();
        assertThat(house.status("greeter.jar").state()).isEqualTo(PluginState.FAILED);
        assertThat(edit("greeter: {size: many}").get("greeter").refused())
                .singleElement()
                .asString()
                .contains("greeter.size: found \"many\"");
        assertThat(edit("greeter: {size: 7}").get("greeter")).isEqualTo(SettingsChange.TAKEN);
        assertThat(house.status("greeter.jar").state()).isEqualTo(PluginState.ACTIVE);
    }
}
