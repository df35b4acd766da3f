package dev.rookery.host.plugin;

import static dev.rookery.host.plugin.House.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins leave behind is told by name; those that leave nothing are told so. */
class LeakTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root).impatient();
    }

    @AfterEach
    void close() {
        house.close();
    }

    /** Loads a plugin, unloads it, and answers what held it. */
    private List<String> leftBehind(TestJar plugin) {
        house.drop("x.jar", plugin);
        house.start();
        assertThat(house.status("x.jar").state()).isEqualTo(PluginState.ACTIVE);
        done(house.host().remove("x"));
        return done(house.host().checkForLeaks()).stream()
                .flatMap(leak -> leak.heldBy().stream())
                .toList();
    }

    private static long descriptors() throws IOException {
        Path mine = Path.of("/proc/self/fd");
        if (!Files.isDirectory(mine)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(mine)) {
            return open.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString().contains("/work/x-");
                        } catch (IOException closedMeanwhile) {
                            return false;
                        }
                    })
                    .count();
        }
    }

    private static final String HANDLER = "context.onMessage(m -> Outcome.PASS);";

    @Test
    void reloadingManyTimesLeavesNoLoaderAndNoDescriptor() throws Exception {
        byte[] library = TestJar.library()
                .sourceOf("lib.Kept", "package lib; public class Kept { public byte[] bytes = new byte[1 << 16]; }")
                .bytes();
        house.drop(
                "x.jar",
                TestJar.plugin("x")
                        .entry("lib/kept.jar", library)
                        .with("static final ThreadLocal<Object> KEPT = new ThreadLocal<>(); ExecutorService pool;")
                        .onEnable("""
                                pool = Executors.newFixedThreadPool(1);
                                context.manage(() -> pool.shutdownNow());
                                Class<?> kept = Class.forName("lib.Kept"); pool.submit(() -> { KEPT.set(kept.getConstructor().newInstance()); return 0; }).get();
                                context.onMessage(m -> { KEPT.set(kept.getConstructor().newInstance()); m.reply("ok"); return Outcome.CONSUMED; });
                                """));
        house.start();
        for (int i = 0; i < 200; i++) {
            assertThat(house.messaging().hear("hi")).containsExactly("ok");
            assertThat(done(house.host().reload("x")).state()).isEqualTo(PluginState.ACTIVE);
        }
        assertThat(done(house.host().checkForLeaks())).isEmpty();
        assertThat(descriptors()).isLessThanOrEqualTo(2);
        assertThat(house.workFiles()).hasSize(2);
    }

    @Test
    void cleanPluginLeavesNothing() {
        assertThat(leftBehind(TestJar.plugin("x"))).isEmpty();
    }

    @Test
    void threadIsToldByNameAndPlace() {
        System.clearProperty("leak.release");
        try {
            assertThat(leftBehind(TestJar.plugin("x").onEnable(HANDLER + """
                            new Thread(() -> { while (!Boolean.getBoolean("leak.release")) Thread.onSpinWait(); }, "stays").start();
                            """)))
                    .anyMatch(line -> line.startsWith("thread stays, it is at demo.x.Main"));
        } finally {
            System.setProperty("leak.release", "true");
        }
    }

    @Test
    void shutdownHookIsTold() {
        assertThat(leftBehind(TestJar.plugin("x").onEnable(HANDLER + """
                        Thread bye = new Thread(() -> {}, "bye");
                        Runtime.getRuntime().addShutdownHook(bye);
                        """)))
                .singleElement()
                .asString()
                .startsWith("static field of class java.lang.ApplicationShutdownHooks .hooks")
                .contains("thread \"bye\"");
    }

    @Test
    void valueInAThreadLocalOfAnotherThreadIsTold() throws Exception {
        ExecutorService shared = Executors.newSingleThreadExecutor(task -> new Thread(task, "shared-1"));
        shared.submit(() -> {}).get(30, TimeUnit.SECONDS);
        System.getProperties().put("leak.pool", shared);
        try {
            assertThat(leftBehind(TestJar.plugin("x")
                            .with("static final ThreadLocal<Object> KEPT = new ThreadLocal<>();")
                            .onEnable(HANDLER + """
                                    ((ExecutorService) System.getProperties().get("leak.pool")).submit(() -> KEPT.set(this)).get();
                                    """)))
                    .singleElement()
                    .asString()
                    .contains("thread \"shared-1\" .threadLocals", ".value", "demo.x.Main");
        } finally {
            System.getProperties().remove("leak.pool");
            shared.shutdownNow();
        }
    }

    @Test
    void taskOnTheCommonTimerIsTold() {
        assertThat(
                        leftBehind(
                                TestJar.plugin("x")
                                        .onEnable(
                                                HANDLER
                                                        + " CompletableFuture.delayedExecutor(1, TimeUnit.HOURS).execute(() -> say(\"late\"));")))
                .singleElement()
                .asString()
                .containsPattern("thread \"(CompletableFutureDelayScheduler|ForkJoinPool.commonPool-delayScheduler)\"")
                .contains("class demo.x.Main");
    }

    @Test
    void driversAreDeregisteredByTheHost() {
        assertThat(leftBehind(TestJar.plugin("x")
                        .source("Fake", """
                        public class Fake implements java.sql.Driver {
                            public java.sql.Connection connect(String url, Properties info) { return null; }
                            public boolean acceptsURL(String url) { return false; }
                            public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, Properties info) { return null; }
                            public int getMajorVersion() { return 1; }
                            public int getMinorVersion() { return 0; }
                            public boolean jdbcCompliant() { return false; }
                            public java.util.logging.Logger getParentLogger() { return null; }
                        }
                        """)
                        .onEnable(HANDLER + " java.sql.DriverManager.registerDriver(new Fake());")))
                .isEmpty();
    }
}
