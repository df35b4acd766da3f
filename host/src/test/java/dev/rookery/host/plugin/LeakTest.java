package dev.rookery.host.plugin;

import static dev.rookery.host.plugin.House.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
        house = new House(root);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void reload(String id, int times, PluginState state) {
        for (int i = 0; i < times; i++) {
            assertThat(done(house.host().reload(id)).state()).isEqualTo(state);
        }
    }

    /** Of this house's work copies. */
    private long descriptors() throws IOException {
        Path mine = Path.of("/proc/self/fd");
        if (!Files.isDirectory(mine)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(mine)) {
            return open.filter(file -> {
                        try {
                            return Files.readSymbolicLink(file).startsWith(house.work());
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
    void whateverAPluginDoesThatTheHostUndoesLeavesNothing() throws IOException {
        house.drop("nothing-special.jar", TestJar.plugin("nothing-special"));
        house.drop("start-throws.jar", TestJar.plugin("start-throws").onEnable(HANDLER + " throw new Exception();"));
        house.drop("stop-throws.jar", TestJar.plugin("stop-throws").onDisable("throw new StackOverflowError();"));
        house.drop(
                "own-resources.jar",
                TestJar.plugin("own-resources").entry("words.txt", "hello").onEnable(HANDLER + """
                        try (java.io.InputStream in = getClass().getResource("/words.txt").openStream()) { in.readAllBytes(); }
                        CompletableFuture.runAsync(() -> Thread.currentThread().setName("common")).get();
                        """));
        house.drop(
                "jdbc-driver.jar",
                TestJar.plugin("jdbc-driver").bringing("h2.jar").onEnable(HANDLER + """
                        Class.forName("org.h2.Driver");
                        java.sql.DriverManager.getConnection("jdbc:h2:mem:mine").close();
                        """));
        house.start();
        for (String id : List.of("nothing-special", "stop-throws", "own-resources", "jdbc-driver")) {
            reload(id, 5, PluginState.ACTIVE);
        }
        reload("start-throws", 5, PluginState.FAILED);
        List.of("nothing-special", "stop-throws", "own-resources", "jdbc-driver", "start-throws")
                .forEach(id -> done(house.host().disable(id)));
        assertThat(descriptors()).isZero();
        assertThat(done(house.host().checkForLeaks())).isEmpty();
        done(house.host().enable("nothing-special"));
        assertThat(house.messaging().hear("hello")).containsExactly("nothing-special");
    }

    /** The JDK remembers the record class whose methods it made last, which is none of the plugin's doing. */
    @Test
    void comparingRecordsOfItsOwnLeavesNothing() {
        house.drop(
                "records.jar",
                TestJar.plugin("records")
                        .with("record Pair(String one, Object two) {}")
                        .onEnable("""
                Set<Object> pairs = new HashSet<>(List.of(new Pair("a", 1), new Pair("b", 2)));
                if (!pairs.contains(new Pair("a", 1)) || pairs.toString().isEmpty()) throw new Error();
                """ + HANDLER));
        house.start();
        done(house.host().disable("records"));
        assertThat(done(house.host().checkForLeaks())).isEmpty();
    }

    @Test
    void whatAPluginLeavesBehindIsToldByName() throws Exception {
        house.impatientWithThreads();
        ExecutorService shared = Executors.newSingleThreadExecutor(task -> new Thread(task, "shared-1"));
        shared.submit(() -> {}).get(30, TimeUnit.SECONDS);
        // So that the thread of the common timer is not the plugin's own work.
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(0, TimeUnit.SECONDS))
                .get(30, TimeUnit.SECONDS);
        System.getProperties().put("leak.pool", shared);
        System.clearProperty("leak.release");
        leak("provider", "", """
                java.security.Security.removeProvider("leaky");
                java.security.Security.addProvider(new java.security.Provider("leaky", "1", "") {});
                """);
        leak("thread", "", """
                new Thread(() -> { while (!Boolean.getBoolean("leak.release")) java.util.concurrent.locks.LockSupport.parkNanos(1_000_000); }, "stays").start();
                """);
        leak("hook", "", "Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, \"bye\"));");
        leak("local", "static final ThreadLocal<Object> KEPT = new ThreadLocal<>();", """
                ((ExecutorService) System.getProperties().get("leak.pool")).submit(() -> KEPT.set(this)).get();
                """);
        leak("timer", "", "CompletableFuture.delayedExecutor(1, TimeUnit.HOURS).execute(() -> say(\"late\"));");
        house.drop("good.jar", TestJar.plugin("good"));
        house.start();
        try {
            reload("provider", 2, PluginState.ACTIVE);
            done(house.host().remove("provider"));
            List<String> others = List.of("thread", "hook", "local", "timer");
            others.forEach(id -> reload(id, 1, PluginState.ACTIVE));
            others.forEach(id -> reload(id, 1, PluginState.ACTIVE));
            List<PluginLeak> leaks = done(house.host().checkForLeaks());
            assertThat(leaks)
                    .extracting(PluginLeak::id)
                    .containsExactly(
                            "provider", "thread", "hook", "local", "timer", "thread", "hook", "local", "timer");
            assertThat(heldBy(leaks.get(0)))
                    .contains("class sun.security.jca.Providers .providerList", "demo.provider.Main$1");
            assertThat(heldBy(leaks.get(1))).startsWith("thread stays, it is at demo.thread.Main");
            assertThat(heldBy(leaks.get(2)))
                    .startsWith("static field of class java.lang.ApplicationShutdownHooks .hooks")
                    .contains("thread \"bye\"");
            assertThat(heldBy(leaks.get(3))).contains("thread \"shared-1\" .threadLocals", ".value", "demo.local.Main");
            assertThat(heldBy(leaks.get(4)))
                    .containsPattern(
                            "thread \"(CompletableFutureDelayScheduler|ForkJoinPool.commonPool-delayScheduler)\"")
                    .contains("class demo.timer.Main");
            assertThat(heldBy(leaks.get(8))).isEqualTo("not looked for in the heap (8 others were, at the same time)");
            assertThat(house.host().details("hook").leaks()).containsExactly(leaks.get(2), leaks.get(6));
            assertThat(house.messaging().hear("hello")).containsExactly("good");
        } finally {
            System.setProperty("leak.release", "true");
            System.getProperties().remove("leak.pool");
            shared.shutdownNow();
            java.security.Security.removeProvider("leaky");
        }
    }

    private void leak(String id, String members, String statements) {
        house.drop(id + ".jar", TestJar.plugin(id).with(members).onEnable(HANDLER + statements));
    }

    private static String heldBy(PluginLeak leak) {
        return String.join("; ", leak.heldBy());
    }
}
