package dev.rookery.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.handler.Outcome;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import dev.rookery.api.message.SendResult;
import dev.rookery.host.control.Answer;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.scope.ScopeSettings;
import dev.rookery.host.text.Sentence;
import dev.rookery.host.time.ManualTimers;
import dev.rookery.host.why.RecentMessages;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorCommandsTest {

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-22T12:00:00Z"));
    private final RecentMessages messages = new RecentMessages(timers);

    @TempDir
    private Path data;

    private Scope scope;
    private OperatorCommands commands;

    /** Tells what it was asked; a reload fails. */
    private static final PluginControl TOLD = (PluginControl) Proxy.newProxyInstance(
            PluginControl.class.getClassLoader(), new Class<?>[] {PluginControl.class}, (self, method, given) -> {
                if (method.getName().equals("ids")) {
                    return List.of("echo", "commands");
                }
                String asked = given == null ? method.getName() : method.getName() + " " + given[0];
                return method.getName().equals("reload") ? Answer.failed(asked) : Answer.done(asked);
            });

    @BeforeEach
    void open() {
        scope = new Scope(ScopeSettings.NONE, data.resolve("scope.json"), name -> Optional.empty(), timers);
        commands = new OperatorCommands(
                TOLD, messages, scope, new AccountLines(List.of("pual")), () -> Answer.done("nothing has changed"));
    }

    private Answer type(String line) {
        return commands.run(List.of(line.split(" ")));
    }

    private static MessageReceived says(String group, String text) {
        Person alice = new Person(new PersonId("pual", "1001"), "alice\u001b[31m");
        return new MessageReceived(
                new MessageId("1"),
                new Chat(new ChatId("pual", ChatKind.GROUP, group), ""),
                alice,
                alice,
                Message.text(text),
                Instant.EPOCH);
    }

    @Test
    void pluginCommandsReachThePlugins() {
        assertThat(type("plugin list")).isEqualTo(Answer.done("list"));
        assertThat(type("plugin info echo")).isEqualTo(Answer.done("info echo"));
        assertThat(type("plugin add /x.jar")).isEqualTo(Answer.done("add /x.jar"));
        assertThat(type("plugin remove echo")).isEqualTo(Answer.done("remove echo"));
        assertThat(type("plugin enable echo")).isEqualTo(Answer.done("enable echo"));
        assertThat(type("plugin disable echo")).isEqualTo(Answer.done("disable echo"));
        assertThat(type("plugin reload echo")).isEqualTo(Answer.failed("reload echo"));
        assertThat(type("plugin verify /x.jar")).isEqualTo(Answer.done("verify /x.jar"));
        assertThat(type("plugin verify")).isEqualTo(Answer.done("verifyAll"));
        assertThat(type("config")).isEqualTo(Answer.done("nothing has changed"));
        assertThat(type("accounts")).isEqualTo(Answer.done("pual  off line"));
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredWithWhatWasExpected() {
        for (String line : List.of(
                "plugin",
                "plugin lst",
                "plugin info",
                "plugin reload",
                "plugin list all",
                "plugin info a b",
                "plug",
                "scope maybe echo",
                "scope on",
                "scope on /x",
                "scope on echo / /",
                "scope on a b c",
                "plugin add \u0000")) {
            assertThat(type(line).exit()).as(line).isEqualTo(Answer.USAGE);
            assertThat(type(line).text()).as(line).isNotEmpty();
        }
        assertThat(type("plug").text()).contains("expected: one of plugin, why, scope, config, accounts, help");
    }

    @Test
    void whatBeginsLikeACommandIsOne() {
        assertThat(OperatorCommands.knows("plugin list")).isTrue();
        assertThat(OperatorCommands.knows("  why\tpual/group/42")).isTrue();
        assertThat(OperatorCommands.knows("ABCD")).isFalse();
        assertThat(OperatorCommands.knows("whynot")).isFalse();
    }

    @Test
    void whyTellsEachStepInWords() {
        Trail.Trace trace = messages.heard(says("42", "ping\n\u202epual"));
        trace.stopped(
                "echo",
                Trail.Stop.SCOPE,
                Sentence.of("rule.off.everywhere", Sentence.of("rule.plugin", "echo"), "scope.echo"));
        timers.advance(Duration.ofMillis(1));
        trace.asking("commands");
        trace.command("commands", "ping");
        trace.replied("commands", CompletableFuture.completedFuture(new SendResult.Refused("not a friend")));
        timers.advance(Duration.ofMillis(2));
        trace.asked("commands", Outcome.CONSUMED);
        trace.ended();

        assertThat(type("why").text().lines().skip(1))
                .containsExactly(
                        "  echo: not asked: plugin echo is switched off everywhere, says scope.echo",
                        "  commands: dealt with it in 2.0 ms (asked after 1.0 ms)",
                        "  commands: took it for the command ping",
                        "  commands: its answer was not sent: not a friend 1.0 ms after the message came",
                        "  done after 3.0 ms");
        assertThat(type("why").text().lines().findFirst().orElseThrow())
                .endsWith(" pual/group/42 alice[31m (pual/1001): \"ping pual\"");
    }

    @Test
    void whyIsAboutAChatOrATextOrAll() {
        messages.heard(says("42", "Hello world"));
        messages.heard(says("43", "good bye"));
        assertThat(type("why").text()).contains("Hello", "bye");
        assertThat(type("why pual/group/42").text()).contains("Hello").doesNotContain("bye");
        assertThat(type("why hello world").text()).contains("Hello").doesNotContain("bye");
        assertThat(type("why pual/group/4").exit()).isEqualTo(Answer.FAILED);
        assertThat(type("why nothing of it"))
                .isEqualTo(Answer.failed("no recent message in or with 'nothing of it'"
                        + " (expected: a chat such as pual/group/42, or a part of a text)"));
    }

    @Test
    void aMessageThatNobodyTookAndOneThatIsUnderWaySaySo() {
        messages.heard(says("42", "first")).ended();
        assertThat(type("why first").text()).endsWith("nobody took it, done after 0.0 ms");
        messages.heard(says("42", "second")).asking("echo");
        assertThat(type("why second").text())
                .contains("echo: is at it (asked after 0.0 ms)")
                .endsWith("still under way");
    }

    @Test
    void whatIsSwitchedAndNotThereIsTold() {
        assertThat(type("scope off ehco"))
                .isEqualTo(Answer.done("done; there is no plugin 'ehco' now, only [echo, commands]"));
        assertThat(type("scope reset ehco").text()).startsWith("done; there is no plugin");
        assertThat(type("scope off echo paul/group/42"))
                .isEqualTo(Answer.done("done; there is no account 'paul', only [pual]"));
        assertThat(type("scope off echo pual/1001")).isEqualTo(Answer.done("done"));
    }

    @Test
    void theOperatorSwitchesAndTakesBack() {
        assertThat(type("scope")).isEqualTo(Answer.done("everything is on"));
        assertThat(type("scope off echo pual/group/42")).isEqualTo(Answer.done("done"));
        assertThat(type("scope off commands/ping")).isEqualTo(Answer.done("done"));
        assertThat(type("scope").text().lines())
                .containsExactly(
                        "plugin echo is switched off for pual/group/42, says rookery scope, 2026-11-22T12:00:00Z",
                        "command ping of plugin commands is switched off everywhere, says rookery scope,"
                                + " 2026-11-22T12:00:00Z");
        assertThat(type("scope reset echo pual/group/42")).isEqualTo(Answer.done("done"));
        assertThat(type("scope reset commands/ping")).isEqualTo(Answer.done("done"));
        assertThat(type("scope")).isEqualTo(Answer.done("everything is on"));
    }
}
