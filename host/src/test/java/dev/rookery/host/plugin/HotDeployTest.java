package dev.rookery.host.plugin;

import static dev.rookery.host.plugin.House.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come, change and go while the host runs. */
class HotDeployTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
        house.drop("good.jar", TestJar.plugin("good"));
    }

    @AfterEach
    void close() {
        assertThat(house.status("good.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.host().details("good").lives()).isEqualTo(1);
        house.close();
    }

    private void assertAnswers(String id, String answer) {
        assertThat(house.messaging().hear(id)).containsExactly(answer);
    }

    @Test
    void droppedJarStartsWithinFiveSeconds() {
        house.start();
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.look(1);
        assertThat(house.statusIfThere("bee.jar")).isEmpty();
        house.look(1);
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertAnswers("bee", "buzz");
    }

    @Test
    void replacedJarIsLoadedAnew() {
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        house.drop("bee.jar", TestJar.answering("bee", "hum hum").version("1.1.0"));
        assertAnswers("bee", "buzz");
        house.look(2);
        assertAnswers("bee", "hum hum");
        assertThat(house.status("bee.jar").version()).isEqualTo("1.1.0");
        assertThat(house.workFiles()).hasSize(2);
    }

    @Test
    void higherVersionBesideTheOneThatRunsTakesItsPlaceAndGivesItBack() throws Exception {
        house.drop("bee-1.jar", TestJar.answering("bee", "buzz"));
        house.start();
        Path second = house.drop("bee-2.jar", TestJar.answering("bee", "hum").version("1.10.0"));
        house.drop("bee-3.jar", TestJar.answering("bee", "drone").version("1.9.0"));
        house.look(2);
        assertAnswers("bee", "hum");
        assertThat(house.status("bee-2.jar").reason()).isEmpty();
        assertThat(house.status("bee-1.jar").state()).isEqualTo(PluginState.INVALID);
        assertThat(house.status("bee-1.jar").reason())
                .contains("bee-1.jar (1.0.0)", "bee-2.jar (1.10.0)", "one jar per id");
        assertThat(house.status("bee-3.jar").state()).isEqualTo(PluginState.INVALID);
        Files.delete(second);
        house.look(2);
        assertAnswers("bee", "drone");
        assertThat(house.statusIfThere("bee-2.jar")).isEmpty();
    }

    @Test
    void sameVersionBesideTheOneThatRunsChangesNothing() {
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        house.drop("ant.jar", TestJar.answering("bee", "hum"));
        house.look(2);
        assertAnswers("bee", "buzz");
        assertThat(house.status("ant.jar").reason()).contains("ant.jar (1.0.0) and bee.jar (1.0.0)");
    }

    @Test
    void higherVersionThatDoesNotStartLeavesTheLowerOneAtWork() {
        house.drop("bee-1.jar", TestJar.answering("bee", "buzz"));
        house.start();
        house.drop("bee-2.jar", TestJar.plugin("bee").version("2.0.0").onEnable("throw new Exception(\"no wings\");"));
        house.look(3);
        assertAnswers("bee", "buzz");
        assertThat(house.status("bee-1.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.status("bee-1.jar").reason()).contains("no wings", "the old copy goes on");
        assertThat(house.status("bee-2.jar").state()).isEqualTo(PluginState.FAILED);
        assertThat(house.status("bee-2.jar").reason()).contains("no wings");
        house.drop("wasp.jar", TestJar.answering("wasp", "hiss"));
        house.look(2);
        assertThat(house.status("bee-1.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.status("bee-2.jar").state()).isEqualTo(PluginState.FAILED);
    }

    @Test
    void removingAPluginDeletesAllVersionsOfIt() {
        house.drop("bee-1.jar", TestJar.answering("bee", "buzz"));
        house.drop("bee-2.jar", TestJar.answering("bee", "hum").version("2.0.0"));
        house.start();
        assertAnswers("bee", "hum");
        done(house.host().remove("bee"));
        assertAnswers("bee", "good");
        assertThat(house.plugins()).isDirectoryNotContaining("glob:**bee*");
    }

    @Test
    void disablingIsToldAsSuchAlsoWhileTheJarChanges() {
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        house.drop("bee.jar", TestJar.answering("bee", "hum").version("1.1.0"));
        house.look(1);
        assertThat(done(house.host().disable("bee")).state()).isEqualTo(PluginState.DISABLED);
        house.look(3);
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.DISABLED);
        assertAnswers("bee", "good");
    }

    @Test
    void deletedJarIsStoppedAndForgotten() throws Exception {
        Path bee = house.drop(
                "bee.jar", TestJar.answering("bee", "buzz").onDisable("System.setProperty(\"bee.off\", \"1\");"));
        System.clearProperty("bee.off");
        house.start();
        Files.delete(bee);
        house.look(1);
        assertAnswers("bee", "buzz");
        house.look(1);
        assertAnswers("bee", "good");
        assertThat(System.clearProperty("bee.off")).isEqualTo("1");
        assertThat(house.statusIfThere("bee.jar")).isEmpty();
        assertThat(house.workFiles()).hasSize(1);
    }

    @Test
    void halfWrittenJarIsLeftAloneUntilItIsWhole() throws Exception {
        Path bee = house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        byte[] whole = TestJar.answering("bee", "hum").bytes();
        house.start();
        for (int part = 1; part <= 5; part++) {
            Files.write(bee, Arrays.copyOf(whole, whole.length * part / 6));
            house.look(2);
            assertAnswers("bee", "buzz");
            assertThat(house.status("bee.jar").reason()).isEmpty();
        }
        Files.write(bee, whole);
        house.look(1);
        assertAnswers("bee", "buzz");
        house.look(1);
        assertAnswers("bee", "hum");
    }

    @Test
    void partFilesAreNotLookedAt() throws Exception {
        house.start();
        Path part = house.drop("bee.jar.part", TestJar.answering("bee", "buzz"));
        house.look(3);
        assertAnswers("bee", "good");
        Files.move(part, house.plugins().resolve("bee.jar"), StandardCopyOption.ATOMIC_MOVE);
        house.look(2);
        assertAnswers("bee", "buzz");
    }

    @Test
    void jarThatStaysBrokenIsToldAfterAWhileAndTheOldCopyGoesOn() throws Exception {
        Path bee = house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        Files.writeString(bee, "no jar");
        house.look(6);
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.status("bee.jar").reason())
                .contains("the new jar is not used", "INVALID: not a readable jar", "the old copy goes on");
        assertAnswers("bee", "buzz");
    }

    @Test
    void jarThatDoesNotFitDoesNotReplaceTheOldOne() {
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        house.drop("bee.jar", TestJar.answering("bee", "hum").dependsOn("nobody"));
        house.look(2);
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.status("bee.jar").reason()).contains("BLOCKED: needs plugin 'nobody'");
        assertAnswers("bee", "buzz");
    }

    @Test
    void jarWhoseClassCannotBeLoadedIsFoundOutBeforeTheOldOneStops() {
        house.drop("bee.jar", TestJar.answering("bee", "buzz").onDisable("System.setProperty(\"bee.off\", \"1\");"));
        System.clearProperty("bee.off");
        house.start();
        house.drop("bee.jar", TestJar.plugin("bee").source("Main", "public class Main {}"));
        house.look(2);
        assertThat(house.status("bee.jar").reason()).contains("demo.bee.Main is no BotPlugin", "the old copy goes on");
        assertThat(System.getProperty("bee.off")).isNull();
        assertThat(house.host().details("bee").lives()).isEqualTo(1);
        assertAnswers("bee", "buzz");
        house.look(3);
        assertThat(house.status("bee.jar").reason()).contains("the old copy goes on");
    }

    @Test
    void jarThatDoesNotStartGivesItsPlaceBackToTheOldOne() {
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        house.drop("bee.jar", TestJar.plugin("bee").onEnable("throw new Exception(\"no nectar\");"));
        house.look(2);
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.ACTIVE);
        assertThat(house.status("bee.jar").reason())
                .contains("the new jar is not used", "no nectar", "the old copy goes on");
        assertAnswers("bee", "buzz");
        assertThat(house.workFiles()).hasSize(2);
        house.drop("bee.jar", TestJar.answering("bee", "hum again"));
        house.look(2);
        assertThat(house.status("bee.jar").reason()).isEmpty();
        assertAnswers("bee", "hum again");
    }

    @Test
    void whatDependsOnAPluginIsStoppedBeforeItAndStartedAgainBehindIt() {
        house.drop("base.jar", base("one"));
        house.drop(
                "word.jar",
                TestJar.plugin("word")
                        .dependsOn("base")
                        .onEnable("say(\"word on \" + Class.forName(\"demo.base.Main\").getField(\"WORD\").get(null));")
                        .onDisable("say(\"word off\");"));
        house.start();
        house.drop("base.jar", base("two").version("1.1.0"));
        house.look(2);
        assertThat(house.messaging().said())
                .containsExactly("base on", "word on one", "word off", "base off", "base on", "word on two");
        assertThat(house.status("word.jar").state()).isEqualTo(PluginState.ACTIVE);
    }

    private static TestJar base(String word) {
        return TestJar.plugin("base")
                .with("public static final String WORD = \"" + word + "\".strip();")
                .onEnable("say(\"base on\");")
                .onDisable("say(\"base off\");");
    }

    @Test
    void whatNeedsADeletedPluginIsBlockedUntilItIsBack() throws Exception {
        house.drop("base.jar", TestJar.answering("base", "b"));
        house.drop("ant.jar", TestJar.answering("ant", "w").dependsOn("base"));
        house.start();
        Files.delete(house.plugins().resolve("base.jar"));
        house.look(2);
        assertThat(house.status("ant.jar").state()).isEqualTo(PluginState.BLOCKED);
        assertThat(house.status("ant.jar").reason()).contains("needs plugin 'base', which is not there");
        assertAnswers("ant", "good");
        house.drop("base.jar", TestJar.answering("base", "b"));
        house.look(2);
        assertAnswers("ant", "w");
    }

    @Test
    void aFolderThatGoesAwayStopsNothing() throws Exception {
        house.start();
        Path elsewhere = house.plugins().resolveSibling("elsewhere");
        Files.move(house.plugins(), elsewhere);
        house.look(3);
        assertAnswers("anything", "good");
        Files.move(elsewhere, house.plugins());
        house.look(3);
    }

    @Test
    void disabledPluginStaysOffOverRestartsUntilItIsEnabled() throws Exception {
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        assertThat(done(house.host().disable("bee")).state()).isEqualTo(PluginState.DISABLED);
        assertAnswers("bee", "good");
        house.restart();
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.DISABLED);
        assertThat(done(house.host().enable("bee")).state()).isEqualTo(PluginState.ACTIVE);
        assertAnswers("bee", "buzz");
        house.restart();
        assertAnswers("bee", "buzz");
    }

    @Test
    void quarantineHoldsForTheSameJarUntilItIsEnabledOrReplaced() throws Exception {
        Path file = house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        String sha256 = ((Inspection.Accepted) JarInspector.inspect(file)).jar().sha256();
        Files.createDirectories(house.data());
        Files.writeString(house.data().resolve("quarantine.txt"), "bee\t" + sha256 + "\t1970-01-01T00:00:00Z\tstung\n");
        house.start();
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.QUARANTINED);
        assertThat(house.status("bee.jar").reason()).contains("stung");
        assertThat(done(house.host().enable("bee")).state()).isEqualTo(PluginState.ACTIVE);
        house.restart();
        assertAnswers("bee", "buzz");
        Files.writeString(house.data().resolve("quarantine.txt"), "bee\t" + sha256 + "\t1970-01-01T00:00:00Z\tstung\n");
        house.restart();
        house.drop("bee.jar", TestJar.answering("bee", "mended"));
        house.look(2);
        assertAnswers("bee", "mended");
    }

    @Test
    void addedJarIsCopiedIntoTheFolderAndReplacesTheOneThatWasThere() throws Exception {
        house.drop("bee-1.jar", TestJar.answering("bee", "buzz"));
        house.start();
        Path elsewhere = Files.createDirectories(house.plugins().resolveSibling("downloads"));
        Path jar = TestJar.answering("bee", "hum").version("2.0.0").writeTo(elsewhere, "bee-2.jar");
        assertThat(done(house.host().add(jar)).state()).isEqualTo(PluginState.ACTIVE);
        assertAnswers("bee", "hum");
        assertThat(house.plugins().resolve("bee-1.jar")).doesNotExist();
        assertThat(jar).exists();
        Path bad = TestJar.plugin("bee").version("two").writeTo(elsewhere, "bad.jar");
        assertThatThrownBy(() -> done(house.host().add(bad)))
                .hasCauseInstanceOf(PluginOperationException.class)
                .hasMessageContaining("Plugin-Version 'two'");
        assertThat(house.plugins().resolve("bad.jar")).doesNotExist();
    }

    @Test
    void removedPluginStopsAndItsJarIsDeleted() {
        Path bee = house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.start();
        assertThat(done(house.host().remove("bee")).state()).isEqualTo(PluginState.STOPPED);
        assertThat(bee).doesNotExist();
        assertAnswers("bee", "good");
    }

    @Test
    void reloadTakesTheJarAsItIsAndTriesAgainWhatFailed() throws IOException {
        Path flag = house.plugins().resolveSibling("flag");
        house.drop(
                "bee.jar",
                TestJar.plugin("bee")
                        .onEnable("if (!java.nio.file.Files.exists(java.nio.file.Path.of(\"" + flag
                                + "\"))) throw new Exception(\"no flag\");"
                                + " context.onMessage(m -> Outcome.PASS);"));
        house.start();
        house.look(3);
        assertThat(house.status("bee.jar").state()).isEqualTo(PluginState.FAILED);
        Files.createFile(flag);
        assertThat(done(house.host().reload("bee")).state()).isEqualTo(PluginState.ACTIVE);
        assertThat(done(house.host().reload("bee")).state()).isEqualTo(PluginState.ACTIVE);
        PluginDetails details = house.host().details("bee");
        assertThat(details.lives()).isEqualTo(2);
        assertThat(details.handlers()).isEqualTo(1);
        assertThat(details.sha256()).hasSize(64);
        assertThatThrownBy(() -> done(house.host().reload("wasp")))
                .hasMessageContaining("no plugin 'wasp' (expected: one of [bee, good])");
    }

    @Test
    void aCycleKeepsNoLaterJarFromStarting() {
        house.drop("ant.jar", TestJar.answering("ant", "a").dependsOn("cow"));
        house.drop("cow.jar", TestJar.answering("cow", "c").dependsOn("ant"));
        house.start();
        house.drop("bee.jar", TestJar.answering("bee", "buzz"));
        house.look(2);
        assertAnswers("bee", "buzz");
        house.drop("cow.jar", TestJar.answering("cow", "alone"));
        house.look(2);
        assertAnswers("ant", "a");
        assertAnswers("cow", "alone");
    }

    @Test
    void dependantsComeBackWithTheOldOneWhenTheNewOneDoesNotStart() {
        house.drop("base.jar", TestJar.answering("base", "b"));
        house.drop("ant.jar", TestJar.answering("ant", "a").dependsOn("base"));
        house.start();
        house.drop("base.jar", TestJar.plugin("base").version("1.1.0").onEnable("throw new Exception(\"no\");"));
        house.look(2);
        assertAnswers("base", "b");
        assertAnswers("ant", "a");
        assertThat(house.status("base.jar").reason()).contains("java.lang.Exception: no", "the old copy goes on");
        assertThat(house.status("ant.jar").reason()).isEmpty();
    }
}
