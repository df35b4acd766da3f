package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.testing.CapturedLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionDiscoveryTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void annotatedHandlersAreRegisteredAndUnusableOnesAreReportedByName() {
        house.drop(
                "x.jar",
                TestJar.plugin("x")
                        .withExtensionIndex()
                        .onEnable("")
                        .source("Good", handler("public class Good", "", "good", 5))
                        .source("Hidden", handler("class Hidden", "", "hidden", 0))
                        .source("Needy", handler("public class Needy", "public Needy(String s) {}", "needy", 0))
                        .source(
                                "Throwing",
                                handler("public class Throwing", "{ if (true) throw new AssertionError(); }", "t", 0)));
        try (CapturedLog log = CapturedLog.of(BotPluginAdapter.class)) {
            house.start();
            assertThat(log.warnings())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).contains("extension skipped plugin=x"))
                    .anySatisfy(line -> assertThat(line).contains("demo.x.Hidden", "expected: a public class"))
                    .anySatisfy(line -> assertThat(line).contains("demo.x.Needy", "no public constructor"))
                    .anySatisfy(line -> assertThat(line).contains("demo.x.Throwing"));
        }
        assertThat(house.status("x.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.messaging().table().messages()).singleElement().satisfies(entry -> {
            assertThat(entry.owner().id()).isEqualTo("x");
            assertThat(entry.priority()).isEqualTo(5);
        });
        assertThat(house.messaging().hear("hi")).containsExactly("good");
    }

    private static String handler(String declaration, String member, String answer, int priority) {
        return """
               @org.pf4j.Extension
               %s implements MessageHandler {
                   %s
                   @Override public int priority() { return %d; }
                   @Override public Outcome handle(IncomingMessage m) { m.reply("%s"); return Outcome.CONSUMED; }
               }
               """.formatted(declaration, member, priority, answer);
    }

    @Test
    void indexThatNamesAClassThatIsGoneIsReported() {
        house.drop("x.jar", TestJar.plugin("x").entry("META-INF/extensions.idx", "# old\ndemo.x.Renamed\n"));
        try (CapturedLog log = CapturedLog.of(BotPluginAdapter.class)) {
            house.start();
            assertThat(log.warnings()).singleElement().asString().contains("demo.x.Renamed is not in the jar");
        }
        assertThat(house.messaging().hear("hi")).containsExactly("x");
    }

    @Test
    void extensionOfAnotherKindIsReported() {
        house.drop(
                "x.jar",
                TestJar.plugin("x")
                        .entry("META-INF/extensions.idx", "demo.x.Other\n")
                        .source("Other", "public class Other {}"));
        try (CapturedLog log = CapturedLog.of(BotPluginAdapter.class)) {
            house.start();
            assertThat(log.warnings()).singleElement().asString().contains("demo.x.Other is no MessageHandler");
        }
    }

    @Test
    void innerClassIsReportedAndThePluginRuns() {
        house.drop(
                "x.jar",
                TestJar.plugin("x")
                        .entry("META-INF/extensions.idx", "demo.x.Main$Inner\n")
                        .with("public class Inner implements MessageHandler {"
                                + " public Outcome handle(IncomingMessage m) { return Outcome.PASS; } }"));
        try (CapturedLog log = CapturedLog.of(BotPluginAdapter.class)) {
            house.start();
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("demo.x.Main$Inner", "no public constructor without arguments");
        }
        assertThat(house.messaging().hear("hi")).containsExactly("x");
    }

    @Test
    void optionalDependencyThatIsAbsentHidesNobodysExtensions() {
        String passing = handler("public class Good", "", "good", 5).replace("Outcome.CONSUMED", "Outcome.PASS");
        house.drop(
                "x.jar",
                TestJar.plugin("x")
                        .dependsOn("absent?@>=1.0.0")
                        .withExtensionIndex()
                        .onEnable("")
                        .source("Good", passing));
        house.drop(
                "y.jar", TestJar.plugin("y").withExtensionIndex().onEnable("").source("Good", passing));
        house.start();
        assertThat(house.messaging().hear("hi")).containsExactly("good", "good");
    }

    @Test
    void extensionOfABundledCopyOfTheApiIsFound() {
        String name = "dev/rookery/api/handler/MessageHandler.class";
        byte[] copy;
        try (InputStream in = getClass().getResourceAsStream("/" + name)) {
            copy = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        house.drop(
                "x.jar",
                TestJar.plugin("x")
                        .entry(name, copy)
                        .withExtensionIndex()
                        .onEnable("")
                        .source("Good", handler("public class Good", "", "good", 5)));
        house.start();
        assertThat(house.messaging().hear("hi")).containsExactly("good");
    }
}
