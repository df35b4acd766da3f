package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.handler.Outcome;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.plugin.PluginInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is no jar: what the test kit runs. */
class ClassPathPluginTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Answers with its version. */
    public static final class Plain implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            context.onMessage(message -> {
                message.reply(context.info().version() + " in "
                        + Thread.currentThread().getContextClassLoader().getName());
                return Outcome.CONSUMED;
            });
        }
    }

    /** Refuses to start. */
    public static final class Unwilling implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            throw new IllegalStateException("not today");
        }
    }

    private PluginStatus enable(String id, Class<? extends BotPlugin> type) throws Exception {
        return house.host()
                .enable(new PluginInfo(id, "1.2.3", ""), type)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void livesAndStopsAsAnyOther() throws Exception {
        assertThat(enable("plain", Plain.class).state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.messaging().hear("hi")).containsExactly("1.2.3 in plugin");
        house.close();
        assertThat(house.messaging().table().messages()).isEmpty();
        assertThat(house.host().plugins()).extracting(PluginStatus::state).containsOnly(PluginState.STOPPED);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void oneThatFailsSaysWhy() throws Exception {
        assertThat(enable("unwilling", Unwilling.class).reason()).contains("not today");
        assertThat(enable("plain", Plain.class).state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void theSameIdTwiceIsRefused() throws Exception {
        enable("plain", Plain.class);
        assertThatThrownBy(() -> enable("plain", Plain.class))
                .hasRootCauseMessage("plugin plain runs (expected: another id)");
    }

    @Test
    void timersOfThePluginAreCancelledWithItAndNoOthers() {
        OwnedTimers owned = new OwnedTimers(house.timers());
        StringBuilder ran = new StringBuilder();
        owned.after(Duration.ofSeconds(1), () -> ran.append("a"));
        owned.after(Duration.ofSeconds(2), () -> ran.append("b")).cancel();
        owned.after(Duration.ofSeconds(3), () -> ran.append("c"));
        house.timers().after(Duration.ofSeconds(3), () -> ran.append("d"));
        house.timers().advance(Duration.ofSeconds(1));
        assertThat(owned.waiting()).isEqualTo(1);
        owned.close();
        owned.after(Duration.ZERO, () -> ran.append("e"));
        house.timers().advance(Duration.ofSeconds(5));
        assertThat(ran).hasToString("ad");
        assertThat(owned.instant()).isEqualTo(Instant.EPOCH.plusSeconds(6));
    }
}
