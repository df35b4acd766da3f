package dev.rookery.host.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.host.dispatch.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchesTest {

    /** Rules as {@code echo -pual/group/42}: off for a group. */
    private static Switches switches(String rules) {
        return Switches.of(read(rules), List.of());
    }

    private static List<Rule> read(String rules) {
        return Stream.of(rules.split(";"))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .map(rule -> rule.split(" "))
                .map(parts -> new Rule(
                        Subject.parse(parts[0]),
                        Place.parse(parts[1].substring(1)),
                        parts[1].charAt(0) == '+',
                        "a test"))
                .toList();
    }

    private static Verdict ask(Switches switches, String what, Person person, Chat chat) {
        Subject subject = Subject.parse(what);
        return switches.verdict(subject.plugin(), subject.command(), chat.id().account(), chat.id(), person.id());
    }

    @ParameterizedTest(name = "{0}: alice/42 {1}, bob/42 {2}, alice/43 {3}")
    @CsvSource({
        "'',                                          on,  on,  on",
        "'echo -*',                                   off, off, off",
        "'echo -pual',                                off, off, off",
        "'echo -line',                                on,  on,  on",
        "'echo -pual/group/42',                       off, off, on",
        "'echo -pual/1001',                           off, on,  off",
        "'other -*',                                  on,  on,  on",
        "'echo -*; echo +pual/group/42',              on,  on,  off",
        "'echo -pual; echo +pual/group/42',           on,  on,  off",
        "'echo -*; echo +pual',                       on,  on,  on",
        "'echo -*; echo +pual; echo -pual/group/42',  off, off, on",
        "'echo +pual/group/42; echo -pual/1001',      off, on,  off",
        "'echo -pual/group/42; echo +pual/1001',      on,  off, on",
        "'echo -*; echo +pual/1001',                  on,  off, on",
    })
    void theNarrowestRuleDecides(String rules, String aliceHere, String bobHere, String aliceThere) {
        Switches switches = switches(rules);
        assertThat(ask(switches, "echo", People.ALICE, People.GROUP).allowed()).isEqualTo(aliceHere.equals("on"));
        assertThat(ask(switches, "echo", People.BOB, People.GROUP).allowed()).isEqualTo(bobHere.equals("on"));
        assertThat(ask(switches, "echo", People.ALICE, People.OTHER_GROUP).allowed())
                .isEqualTo(aliceThere.equals("on"));
    }

    @ParameterizedTest(name = "{0}: plugin {1}, ping {2}, help {3}")
    @CsvSource({
        "'commands/ping -*',                              on,  off, on",
        "'commands -*',                                   off, off, off",
        "'commands -*; commands/ping +*',                 off, off, off",
        "'commands -*; commands +pual/group/42',          on,  on,  on",
        "'commands/ping -*; commands/ping +pual/group/42', on, on,  on",
        "'commands/PING -pual/group/42',                  on,  off, on",
    })
    void aCommandIsOnWhenItAndItsPluginAre(String rules, String plugin, String ping, String help) {
        Switches switches = switches(rules);
        assertThat(ask(switches, "commands", People.BOB, People.GROUP).allowed())
                .isEqualTo(plugin.equals("on"));
        assertThat(ask(switches, "commands/ping", People.BOB, People.GROUP).allowed())
                .isEqualTo(ping.equals("on"));
        assertThat(ask(switches, "commands/help", People.BOB, People.GROUP).allowed())
                .isEqualTo(help.equals("on"));
    }

    @Test
    void theRefusalNamesTheRuleAndWhoSaidIt() {
        Verdict verdict = ask(switches("commands/ping -pual/group/42"), "commands/ping", People.BOB, People.GROUP);
        assertThat(verdict.allowed()).isFalse();
        assertThat(verdict.reason())
                .hasToString("command ping of plugin commands is switched off for pual/group/42, says a test");
        assertThat(verdict.reason().in(Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("插件 commands 的命令 ping 对 pual/group/42 关闭，依据：a test");
    }

    @Test
    void whatWasChosenOverrulesTheConfigurationForTheSamePlaceOnly() {
        Switches switches = Switches.of(read("echo -pual/group/42; echo -pual/group/43"), read("echo +pual/group/42"));
        assertThat(ask(switches, "echo", People.BOB, People.GROUP).allowed()).isTrue();
        assertThat(ask(switches, "echo", People.BOB, People.OTHER_GROUP).allowed())
                .isFalse();
        assertThat(switches.rules()).hasSize(2);
    }
}
