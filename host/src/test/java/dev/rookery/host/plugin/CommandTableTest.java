package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.handler.Outcome;
import dev.rookery.host.dispatch.Owner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTableTest {

    private final CommandTable table = new CommandTable();
    private final List<String> calls = new ArrayList<>();

    @BeforeEach
    void commands() {
        table.add(CommandSpec.named("ping").aliases("p", "乒").handle(call -> calls.add(call.label())));
        table.add(CommandSpec.named("help")
                .arguments("[command]")
                .handle(call -> calls.add(call.label() + "(" + call.arguments() + ")")));
    }

    private String give(Heard message) {
        Outcome outcome = new CommandDispatch(new Owner("x", Runnable::run, Runnable::run), table).handle(message);
        assertThat(outcome).isEqualTo(calls.isEmpty() ? Outcome.PASS : Outcome.CONSUMED);
        return calls.isEmpty() ? "" : calls.get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ping              | ping",
                "'  ping \n'       | ping",
                "PiNg              | ping",
                "/ping             | ping",
                "!ping             | ping",
                "ｐｉｎｇ           | ping",
                "ＰＩＮＧ           | ping",
                "／ping            | ping",
                "！ｐｉｎｇ         | ping",
                "'　ping　'        | ping",
                "p                 | p",
                "乒                | 乒",
                "ping pong         | -",
                "ping.             | -",
                "pingping          | -",
                "//ping            | -",
                "/                 | -",
                "/ ping            | -",
                "say ping          | -",
                "''                | -",
                "'   '             | -",
                "help              | help()",
                "help ping         | help(ping)",
                "help　ping        | help(ping)",
                "'help  a  B ｃ  ' | help(a  B ｃ)",
                "'help\nping'      | help(ping)",
                "helpping          | -",
            })
    void inPrivateTheWordAlone(String text, String call) {
        assertThat(give(Heard.inPrivate(text))).isEqualTo(call == null ? "" : call);
    }

    @Test
    void inPrivateAlsoWithTheBotsName() {
        assertThat(give(Heard.inPrivate("pual ping", "ping"))).isEqualTo("ping");
    }

    @Test
    void inPrivateTheWholeTextComesFirst() {
        assertThat(give(Heard.inPrivate("help pual", "help"))).isEqualTo("help(pual)");
    }

    @Test
    void inGroupsOnlyWhenTheBotIsAddressed() {
        assertThat(give(Heard.inGroup("ping"))).isEmpty();
        assertThat(give(Heard.inGroup("@pual ping", "ping"))).isEqualTo("ping");
    }

    @Test
    void longWordsAreNotLookedAt() {
        assertThat(give(Heard.inPrivate("ping".repeat(1000)))).isEmpty();
    }

    @Test
    void wordThatIsTakenIsRefusedAndNothingIsAdded() {
        assertThatThrownBy(() ->
                        table.add(CommandSpec.named("other").aliases("ＰＩＮＧ").handle(call -> {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'other'", "'ping'", "expected: another word");
        assertThat(table.words()).containsExactlyInAnyOrder("ping", "p", "乒", "help");
    }

    @Test
    void commandCanBeTakenBack() {
        CommandSpec late = CommandSpec.named("late").aliases("l").handle(call -> calls.add("late"));
        table.add(late);
        table.remove(late);
        assertThat(give(Heard.inPrivate("l"))).isEmpty();
        assertThat(table.commands()).extracting(CommandSpec::name).containsExactlyInAnyOrder("ping", "help");
    }

    @Test
    void commandThatThrowsIsLoggedAndConsumesTheMessage() {
        table.add(CommandSpec.named("boom").handle(call -> {
            throw new AssertionError("boom");
        }));
        try (CapturedLog log = CapturedLog.of(CommandDispatch.class)) {
            assertThat(new CommandDispatch(new Owner("x", Runnable::run, Runnable::run), table)
                            .handle(Heard.inPrivate("boom")))
                    .isEqualTo(Outcome.CONSUMED);
            assertThat(log.errors())
                    .singleElement()
                    .asString()
                    .contains("plugin=x", "chat=test/friend/1", "command=boom");
        }
    }
}
