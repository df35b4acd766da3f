package dev.rookery.host.plugin;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.plugin.PluginInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs live as long as their plugin. */
class PluginJobsTest {

    private static final BlockingQueue<String> TOLD = new LinkedBlockingQueue<>();

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        TOLD.clear();
        house = new House(root);
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Has nothing but jobs. */
    public static final class Ticking implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            context.scheduler()
                    .after(
                            Duration.ZERO,
                            () -> TOLD.add("at once on "
                                    + Thread.currentThread().getName().replaceAll("[0-9]", "n")));
            context.scheduler().every(Duration.ofSeconds(1), () -> TOLD.add("tick"));
        }

        @Override
        public void onDisable() {
            TOLD.add("disabled");
        }
    }

    /** Does not start, and must not have done anything. */
    public static final class Failing implements BotPlugin {
        @Override
        public void onEnable(PluginContext context) {
            context.scheduler().after(Duration.ZERO, () -> TOLD.add("never"));
            throw new IllegalStateException("not today");
        }
    }

    private PluginStatus enable(Class<? extends BotPlugin> type) throws Exception {
        return house.host()
                .enable(new PluginInfo("jobs", "1.0.0", ""), type)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void theyRunOnThePluginsThreadsAndAreGoneWhenItStops() throws Exception {
        assertThat(enable(Ticking.class).state()).isEqualTo(PluginState.ACTIVE);
        house.timers().advance(Duration.ZERO);
        assertThat(TOLD.poll(30, SECONDS)).isEqualTo("at once on plugin-jobs-n");
        house.timers().advance(Duration.ofSeconds(1));
        assertThat(TOLD.poll(30, SECONDS)).isEqualTo("tick");
        house.close();
        assertThat(TOLD.poll(30, SECONDS)).isEqualTo("disabled");
        house.timers().advance(Duration.ofSeconds(10));
        assertThat(TOLD).isEmpty();
    }

    @Test
    void thoseOfAPluginThatDoesNotStartNeverRun() throws Exception {
        assertThat(enable(Failing.class).state()).isEqualTo(PluginState.FAILED);
        house.timers().advance(Duration.ofSeconds(1));
        assertThat(TOLD).isEmpty();
    }
}
