package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.testing.CapturedLog;
import dev.rookery.host.time.ManualTimers;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out in time, without anybody asking. */
class LeakWatchTest {

    private static final PluginJar JAR = PluginJar.ofClass(new PluginInfo("x", "1.2.3", ""), BotPlugin.class);

    private final ManualTimers timers = new ManualTimers(Instant.EPOCH);
    private LeakWatch watch;

    private void watchIn(Path directory) {
        watch = new LeakWatch(timers, directory);
    }

    @AfterEach
    void close() {
        watch.close();
    }

    private static void collect() {
        WeakReference<ClassLoader> sentinel = new WeakReference<>(new ForeignClass.Loader());
        for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                !sentinel.refersTo(null) && System.nanoTime() < until; ) {
            System.gc();
        }
    }

    private void tick() throws Exception {
        timers.advance(LeakWatch.PERIOD);
        watch.settled().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void aLoaderThatOutlivesTwoCollectionsIsToldOnceWithWhatHoldsItUnlessThatIsSoft(@TempDir Path directory)
            throws Exception {
        watchIn(directory);
        Holder.held = new ClassLoader("held", null) {};
        Holder.softly = new SoftReference<>(new ClassLoader("held softly", null) {});
        try (CapturedLog log = CapturedLog.of(LeakWatch.class)) {
            watch.watch(JAR, Holder.held);
            watch.watch(JAR, Holder.softly.get());
            collect();
            tick();
            assertThat(watch.leaks()).isEmpty();
            collect();
            tick();
            assertThat(watch.leaks())
                    .containsExactly(new PluginLeak(
                            "x", "1.2.3", Instant.EPOCH, watch.leaks().get(0).heldBy()));
            collect();
            tick();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "plugin was unloaded but stays in memory plugin=x version=1.2.3",
                            "static field of class dev.rookery.host.plugin.LeakWatchTest$Holder .held");
        } finally {
            Holder.held = null;
        }
        collect();
        assertThat(watch.leaks()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsLetGoWhileItIsLookedForIsNoLeak(@TempDir Path directory) throws Exception {
        watchIn(directory);
        CountDownLatch held = new CountDownLatch(1);
        long before = directory.toFile().lastModified();
        Thread thread = new Thread(() -> holdUntilADumpHasComeAndGone(directory, before, held), "on its way out");
        thread.start();
        held.await();
        assertThat(watch.check().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isEmpty();
        thread.join();
    }

    private void holdUntilADumpHasComeAndGone(Path directory, long before, CountDownLatch held) {
        ClassLoader loader = new ForeignClass.Loader();
        watch.watch(JAR, loader);
        held.countDown();
        while (directory.toFile().lastModified() == before || directory.toFile().list().length > 0) {
            Thread.onSpinWait();
        }
        Reference.reachabilityFence(loader);
    }

    private static final class Holder {
        private static ClassLoader held;
        private static SoftReference<ClassLoader> softly;
    }

    @Test
    void collectionsAreAskedForOnceNoneWasSeenForAWhile(@TempDir Path directory) throws Exception {
        watchIn(directory);
        ClassLoader[] held = {new ForeignClass.Loader()};
        WeakReference<ClassLoader> loader = new WeakReference<>(held[0]);
        watch.watch(JAR, held[0]);
        held[0] = null;
        timers.advance(LeakWatch.PATIENCE.plus(Duration.ofSeconds(1)));
        tick();
        for (long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                !loader.refersTo(null) && System.nanoTime() < until; ) {
            Thread.onSpinWait();
        }
        assertThat(loader.refersTo(null)).isTrue();
        tick();
        assertThat(watch.leaks()).isEmpty();
    }
}
