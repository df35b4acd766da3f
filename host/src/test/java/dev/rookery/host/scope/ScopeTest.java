package dev.rookery.host.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Registration;
import dev.rookery.api.account.Role;
import dev.rookery.api.chat.Certainty;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.permission.Level;
import dev.rookery.api.permission.Permissions;
import dev.rookery.host.time.ManualTimers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopeTest {

    private static final Subject ECHO = Subject.parse("echo");
    private static final Place HERE = Place.parse("pual/group/42");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.5Z");

    private final ManualTimers timers = new ManualTimers(NOON);
    private final People.Members members = new People.Members();

    @TempDir
    private Path data;

    private Path file() {
        return data.resolve("scope.json");
    }

    private Scope scope(ScopeSettings settings) {
        return new Scope(settings, file(), name -> Optional.of(members), timers);
    }

    private static ScopeSettings owners(String... owners) {
        return new ScopeSettings(places(owners), places("pual/1002"), List.of(), List.of());
    }

    private static Places places(String... places) {
        return new Places(List.of(places).stream().map(Place::parse).toList());
    }

    private static boolean hears(Scope scope, String plugin, Person person, Chat chat) {
        return scope.hears(plugin, People.says(person, chat)).allowed();
    }

    @Test
    void whatWasSwitchedOutlivesARestart() {
        assertThat(scope(ScopeSettings.NONE).turn(ECHO, HERE, false, "alice")).isEmpty();

        Scope restarted = scope(ScopeSettings.NONE);

        assertThat(hears(restarted, "echo", People.BOB, People.GROUP)).isFalse();
        assertThat(restarted
                        .hears("echo", People.says(People.BOB, People.GROUP))
                        .reason())
                .hasToString("plugin echo is switched off for pual/group/42, says alice, 2026-11-22T12:00:00Z");
        assertThat(hears(restarted, "echo", People.BOB, People.OTHER_GROUP)).isTrue();
        assertThat(restarted.reset(ECHO, HERE)).isEmpty();
        assertThat(hears(scope(ScopeSettings.NONE), "echo", People.BOB, People.GROUP))
                .isTrue();
    }

    @Test
    void aPluginThatIsOffHearsNothingAndSaysNothing() {
        Scope scope = scope(ScopeSettings.NONE);
        scope.turn(ECHO, HERE, false, "alice");

        assertThat(scope.speaks("echo", People.GROUP.id()).allowed()).isFalse();
        assertThat(scope.speaks("echo", People.OTHER_GROUP.id()).allowed()).isTrue();
        assertThat(scope.hears("echo", new GroupEvent.Gone(People.GROUP, NOON)).allowed())
                .isFalse();
        assertThat(scope.hears("echo", "echo", "", People.says(People.BOB, People.GROUP))
                        .allowed())
                .isFalse();
    }

    @Test
    void anOwnersSwitchingIsAlwaysHeard() {
        Scope scope = scope(owners("pual/1001"));
        for (String place : List.of("*", "pual", "pual/group/42", "pual/1001")) {
            scope.turn(Subject.parse("commands"), Place.parse(place), false, "somebody");
            scope.turn(Subject.parse("commands/enable"), Place.parse(place), false, "somebody");
        }
        MessageReceived alice = People.says(People.ALICE, People.GROUP);

        assertThat(scope.hears("commands", "enable", Scope.SWITCH_HERE, alice).allowed())
                .isTrue();
        assertThat(scope.hears("commands", "ping", "", alice).allowed()).isFalse();
        assertThat(scope.hears("commands", "enable", Scope.SWITCH_HERE, People.says(People.BOB, People.GROUP))
                        .allowed())
                .as("an admin is no owner")
                .isFalse();
    }

    @Test
    void aFileThatCannotBeUnderstoodIsLeftAloneAndWhoeverSwitchesIsTold() throws IOException {
        for (String text : List.of(
                "{",
                "",
                "[]",
                "{\"version\":2,\"rules\":[]}",
                "{\"version\":1,\"rules\":[{}]}",
                "{\"version\":1,\"rules\":[{\"what\":\"echo\",\"where\":\"\",\"on\":true}]}",
                "\u0000\u0001")) {
            Files.writeString(file(), text);
            Scope scope = scope(ScopeSettings.NONE);

            Optional<String> unkept = scope.turn(ECHO, HERE, false, "alice");

            assertThat(unkept)
                    .as(text)
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains(file().toString()).contains("repair the file"));
            assertThat(hears(scope, "echo", People.BOB, People.GROUP))
                    .as("it counts until the next start")
                    .isFalse();
            assertThat(file()).as("untouched").hasContent(text);
        }
    }

    @Test
    void whatCannotBeWrittenCountsUntilTheNextStartAndHarmsNothing() throws IOException {
        Scope scope = scope(ScopeSettings.NONE);
        scope.turn(ECHO, HERE, false, "alice");
        String before = Files.readString(file());
        Files.createDirectory(data.resolve("scope.json.new")); // where the new file would be written

        Optional<String> unkept = scope.turn(ECHO, Place.parse("pual"), false, "alice");

        assertThat(unkept).hasValueSatisfying(reason -> assertThat(reason).contains("cannot be written"));
        assertThat(hears(scope, "echo", People.BOB, People.OTHER_GROUP)).isFalse();
        assertThat(file()).hasContent(before);
    }

    @Test
    void rulesBeyondTheBoundAreRefused() {
        ChosenRules rules = new ChosenRules(new RuleFile(data.resolve("none").resolve("scope.json")));
        for (int i = 0; i < 3; i++) {
            assertThat(rules.put(new Rule(ECHO, Place.parse("pual/" + i), false, "a test")))
                    .isPresent();
        }
        for (int i = 3; i < ChosenRules.MOST; i++) {
            rules.rules().add(new Rule(ECHO, Place.parse("pual/" + i), false, "a test"));
        }
        assertThat(rules.put(new Rule(ECHO, Place.parse("pual/0"), true, "the same again")))
                .isPresent();
        assertThatThrownBy(() -> rules.put(new Rule(ECHO, Place.parse("pual/more"), false, "a test")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10000 rules");
    }

    @Test
    void onePluginCannotUseUpThePermissionNodesOfOthers() {
        Scope scope = scope(owners("pual/1001"));
        Permissions greedy = scope.permissions("greedy");
        for (int i = 0; i < OwnedPermissions.MOST - 1; i++) {
            Registration kept = greedy.declare("greedy.n" + i, "n", Level.EVERYONE);
            assertThat(kept).isNotNull();
        }
        greedy.declare("greedy.given-back", "n", Level.EVERYONE).close();
        assertThat(greedy.declare("greedy.last", "n", Level.EVERYONE)).isNotNull();
        assertThatThrownBy(() -> greedy.declare("greedy.more", "n", Level.EVERYONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'greedy.more' is one too many (expected: at most 500 of a plugin)");
        assertThat(scope.permissions("modest").declare("modest.n", "n", Level.EVERYONE))
                .isNotNull();
    }

    @Test
    void peopleHaveTheLevelsThatConfigurationAndGroupGiveThem() {
        Scope scope = scope(owners("pual/1001"));
        scope.expect(People.says(People.CAROL, People.GROUP));
        members.answer(People.CAROL, Role.ADMIN);

        assertThat(scope.level(People.ALICE, People.GROUP)).isEqualTo(Level.OWNER);
        assertThat(scope.level(People.BOB, People.STRANGER)).isEqualTo(Level.ADMIN);
        assertThat(scope.level(People.CAROL, People.GROUP)).isEqualTo(Level.GROUP_ADMIN);
        assertThat(scope.level(People.CAROL, People.OTHER_GROUP)).isEqualTo(Level.MEMBER);
        assertThat(scope.level(People.CAROL, People.FRIEND)).isEqualTo(Level.MEMBER);
        assertThat(scope.level(People.CAROL, People.STRANGER)).isEqualTo(Level.EVERYONE);
    }

    @Test
    void anOwnerWhoIsOnlyRecognisedByNameHasNoPower() {
        Scope scope = scope(owners("pual/1001"));
        Person namesake = new Person(People.ALICE.id(), "alice", Certainty.MATCHED);

        assertThat(scope.level(namesake, People.FRIEND)).isEqualTo(Level.MEMBER);
    }

    @Test
    void aGroupIsAskedOnceForItsRolesAndAgainWhenTheyAreOldOrHaveChanged() {
        Scope scope = scope(ScopeSettings.NONE);
        MessageReceived message = People.says(People.CAROL, People.GROUP);
        scope.expect(message);
        scope.expect(message);
        assertThat(members.timesAsked()).isEqualTo(1);
        assertThat(scope.level(People.CAROL, People.GROUP)).as("nobody waits").isEqualTo(Level.MEMBER);

        members.answer(People.CAROL, Role.OWNER);
        assertThat(scope.level(People.CAROL, People.GROUP)).isEqualTo(Level.GROUP_OWNER);
        scope.expect(message);
        assertThat(members.timesAsked()).isEqualTo(1);

        timers.advance(GroupRoles.FRESH.plus(Duration.ofSeconds(1)));
        scope.expect(message);
        assertThat(members.timesAsked()).isEqualTo(2);
        assertThat(scope.level(People.CAROL, People.GROUP))
                .as("the old answer holds")
                .isEqualTo(Level.GROUP_OWNER);
        members.refuse();
        assertThat(scope.level(People.CAROL, People.GROUP)).isEqualTo(Level.GROUP_OWNER);

        scope.expect(new GroupEvent.AdminChanged(People.GROUP, People.CAROL, false, NOON));
        scope.expect(message);
        assertThat(members.timesAsked()).isEqualTo(3);
    }

    @Test
    void aNodeIsThePluginsForAsLongAsItRuns() {
        Scope scope = scope(owners("pual/1001"));
        OwnedPermissions old = scope.permissions("dice");
        old.declare("dice.roll", "Roll.", Level.EVERYONE);
        assertThat(old.can(People.CAROL, People.STRANGER, "dice.roll")).isTrue();

        OwnedPermissions reloaded = scope.permissions("dice");
        Registration declared = reloaded.declare("dice.roll", "Roll.", Level.ADMIN);
        old.close();
        assertThat(reloaded.can(People.CAROL, People.STRANGER, "dice.roll")).isFalse();
        assertThat(reloaded.can(People.BOB, People.STRANGER, "dice.roll")).isTrue();

        declared.close();
        assertThat(scope.permits("dice.roll", People.BOB, People.GROUP).allowed())
                .as("the owners' only")
                .isFalse();
        assertThat(scope.permits("dice.roll", People.ALICE, People.GROUP).allowed())
                .isTrue();
    }

    @Test
    void nodesAreDeclaredOnceAndUnderTheNameOfTheirPlugin() {
        OwnedPermissions permissions = scope(ScopeSettings.NONE).permissions("dice");
        permissions.declare("dice.roll", "Roll.", Level.EVERYONE);
        for (String node : List.of("dice.roll", "echo.all", "dice", "dice.", "dice.Roll", "rookery.switch", "dice.*")) {
            assertThatThrownBy(() -> permissions.declare(node, "", Level.EVERYONE))
                    .as(node)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + node + "'");
        }
    }

    @Test
    void anotherConfigurationCountsAtOnceAndLeavesWhatWasChosen() {
        Scope scope = scope(ScopeSettings.NONE);
        scope.turn(ECHO, HERE, true, "alice");
        scope.configure(new ScopeSettings(
                places("pual/1003"),
                Places.NONE,
                List.of(new Rule(ECHO, new Place.Everywhere(), false, "the configuration")),
                List.of()));

        assertThat(hears(scope, "echo", People.BOB, People.GROUP)).isTrue();
        assertThat(hears(scope, "echo", People.BOB, People.OTHER_GROUP)).isFalse();
        assertThat(scope.level(People.CAROL, People.GROUP)).isEqualTo(Level.OWNER);
    }

    @Test
    void decidingMakesNothing() {
        Scope scope = scope(owners("pual/1001"));
        scope.turn(ECHO, HERE, false, "alice");
        scope.permissions("dice").declare("dice.roll", "Roll.", Level.ADMIN);
        MessageReceived message = People.says(People.CAROL, People.GROUP);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long made = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                scope.hears("echo", message);
                scope.hears("commands", "ping", "", message);
                scope.permits("dice.roll", message.sender(), message.chat());
            }
            made = Math.min(made, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(made).as("bytes for 30,000 decisions").isLessThan(30_000);
    }
}
