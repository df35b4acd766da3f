package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.host.testing.CapturedLog;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin sees the JDK, the API, SLF4J and JSpecify; its libraries are its own. */
class PluginIsolationTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void start(TestJar plugin) {
        house.drop("x.jar", plugin);
        house.start();
    }

    private static final String TRY = """
            String see(String name) {
                try {
                    return String.valueOf(Class.forName(name).getClassLoader() == getClass().getClassLoader());
                } catch (ClassNotFoundException e) {
                    return "unseen";
                }
            }
            """;

    @Test
    void librariesOfTheHostAreInvisible() {
        assertThat(ObjectMapper.class).isNotNull();
        start(TestJar.plugin("x").onEnable("new com.fasterxml.jackson.databind.ObjectMapper();"));
        assertThat(house.status("x.jar").state()).isEqualTo(PluginState.FAILED);
        assertThat(house.status("x.jar").reason())
                .contains("NoClassDefFoundError: com/fasterxml/jackson/databind/ObjectMapper", "lib/<name>.jar");
    }

    @Test
    void onlyTwoTypesOfPf4jAreVisible() {
        start(TestJar.plugin("x")
                .with(TRY)
                .onEnable(
                        "for (String name : List.of(\"Extension\", \"ExtensionPoint\", \"PluginManager\", \"Plugin\"))"
                                + " say(see(\"org.pf4j.\" + name));"));
        assertThat(house.messaging().said()).containsExactly("false", "false", "unseen", "unseen");
    }

    @Test
    void theHostItselfIsInvisibleAndThePlatformIsNot() {
        start(TestJar.plugin("x")
                .with(TRY)
                .onEnable(
                        "for (String name : List.of(\"dev.rookery.host.plugin.PluginHost\", \"ch.qos.logback.core.Layout\","
                                + " \"java.sql.Driver\", \"org.slf4j.Logger\", \"org.jspecify.annotations.Nullable\"))"
                                + " say(see(name));"));
        assertThat(house.messaging().said()).containsExactly("unseen", "unseen", "false", "false", "false");
    }

    @Test
    void nestedLibraryIsThePluginsOwn() {
        byte[] library = TestJar.library()
                .sourceOf(
                        "com.fasterxml.jackson.databind.ObjectMapper",
                        "package com.fasterxml.jackson.databind; public class ObjectMapper {"
                                + " public String toString() { return \"mine\"; } }")
                .bytes();
        start(TestJar.plugin("x")
                .entry("lib/jackson.jar", library)
                .onEnable("say(new com.fasterxml.jackson.databind.ObjectMapper());"));
        assertThat(house.messaging().said()).containsExactly("mine");
        assertThat(house.workFiles()).hasSize(2).first().asString().matches("x-[0-9a-f]{12}-1\\.jackson\\.jar");
    }

    @Test
    void aCopyOfAnotherPluginAmongTheLibrariesIsTold() {
        try (CapturedLog log = CapturedLog.of(PluginHost.class)) {
            start(TestJar.plugin("x")
                    .entry("lib/y.jar", TestJar.plugin("y").bytes())
                    .entry("lib/z.jar", "no jar at all")
                    .onEnable("context.onMessage(m -> Outcome.PASS);"));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("x.jar: lib/y.jar is the plugin y, of which the running one is not seen");
        }
        assertThat(house.status("x.jar").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void bundledCopyOfTheApiIsIgnoredWithAWarning() {
        try (CapturedLog log = CapturedLog.of(PluginHost.class)) {
            start(TestJar.plugin("x")
                    .sourceOf(
                            "dev.rookery.api.plugin.Bundled", "package dev.rookery.api.plugin; public class Bundled {}")
                    .with(TRY)
                    .onEnable("say(see(\"dev.rookery.api.plugin.Bundled\")); context.onMessage(m -> Outcome.PASS);"));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("x.jar: bundles classes of dev.rookery.api.");
        }
        assertThat(house.messaging().said()).containsExactly("unseen");
        assertThat(house.status("x.jar").state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void serviceEntriesOfTheHostAreFilteredAndThePluginsOwnAreSeen() {
        assertThat(getClass().getClassLoader().getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                .isNotNull();
        start(TestJar.plugin("x")
                .entry("META-INF/services/java.lang.Runnable", "demo.x.Job")
                .source("Job", "public class Job implements Runnable { public void run() {} }")
                .onEnable("""
                        ClassLoader loader = getClass().getClassLoader();
                        String slf4j = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";
                        say(loader.getResource(slf4j) + " " + loader.getResources(slf4j).hasMoreElements());
                        say(loader.getResource("logback-test.xml") + " " + loader.getResource("META-INF/MANIFEST.MF"));
                        say(loader.getResource("dev/rookery/api/plugin/BotPlugin.class") != null);
                        for (Runnable job : ServiceLoader.load(Runnable.class)) say(job.getClass().getName());
                        """));
        assertThat(house.messaging().said()).hasSize(4);
        assertThat(house.messaging().said().get(0)).isEqualTo("null false");
        assertThat(house.messaging().said().get(1)).startsWith("null jar:file:").contains("/x-");
        assertThat(house.messaging().said().get(2)).isEqualTo("true");
        assertThat(house.messaging().said().get(3)).isEqualTo("demo.x.Job");
    }

    @Test
    void contextClassLoaderIsThePluginsInEveryCall() {
        String tell = "say(Thread.currentThread().getContextClassLoader() == getClass().getClassLoader());";
        start(TestJar.plugin("x")
                .with("public Main() { System.setProperty(\"context.test\", String.valueOf("
                        + "Thread.currentThread().getContextClassLoader() == getClass().getClassLoader())); }")
                .onEnable(tell + " context.onMessage(m -> {" + tell
                        + " Thread.currentThread().setContextClassLoader(null); return Outcome.CONSUMED; });")
                .onDisable(tell));
        for (int i = 0; i < 5; i++) {
            house.messaging().hear("again, perhaps on the same thread");
        }
        house.close();
        assertThat(System.clearProperty("context.test")).isEqualTo("true");
        assertThat(house.messaging().said()).hasSize(7).containsOnly("true");
    }

    @Test
    void anotherPluginIsSeenByWhomItIsNamedOnly() {
        house.drop("base.jar", TestJar.plugin("base"));
        house.drop(
                "friend.jar",
                TestJar.plugin("friend").dependsOn("base").with(SEE_BASE).onEnable("say(seen());"));
        house.drop("stranger.jar", TestJar.plugin("stranger").with(SEE_BASE).onEnable("say(seen());"));
        house.start();
        assertThat(house.messaging().said()).containsExactly("friend sees base", "stranger does not");
    }

    private static final String SEE_BASE = """
            String seen() {
                try {
                    return context.info().id() + " sees " + Class.forName("demo.base.Main").getPackageName().substring(5);
                } catch (ClassNotFoundException e) {
                    return context.info().id() + " does not";
                }
            }
            """;
}
