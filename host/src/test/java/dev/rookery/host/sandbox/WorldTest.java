package dev.rookery.host.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {

    private static final String SMALL = """
            account: {qq: 1002003004, nick: Pual}
            people:
              ming: {uin: 2000000001, qq: 700000001, nick: Ming}
            friends:
              - {who: ming}
            groups:
              - {gid: 3, code: 4, number: 5, name: g, owner: ming, members: [{who: ming}, {who: self}]}
            discussions:
              - {did: 6, name: d, owner: self, members: [ming, self]}
            """;

    @Test
    void standardWorldHasEverythingToTry() {
        World world = World.standard();
        assertThat(world.account().qq()).isEqualTo(1002003004);
        assertThat(world.friends()).hasSize(3);
        assertThat(world.groups()).hasSize(2);
        assertThat(world.discussions()).hasSize(1);
        assertThat(world.friend(2000000001L).orElseThrow().shownName()).isEqualTo("明哥");
        assertThat(world.person(2600000001L).orElseThrow().nick()).isEqualTo("路人");
    }

    @Test
    void worldIsReadFromAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("mine.yml");
        Files.writeString(file, SMALL);
        assertThat(World.read(file).friends()).hasSize(1);
    }

    @Test
    void mistakesAreToldWithTheirPlace() {
        refused(
                "nick: Pual",
                "nick: \"Pu'al\"",
                "w.yml account.nick: \"Pu'al\" (expected: no comma, quote or backslash)");
        refused(
                "- {who: ming}\ngroups",
                "- {who: bob}\ngroups",
                "w.yml friends[0].who: \"bob\" (expected one of: self, ming)");
        refused("gid: 3", "gid: three", "w.yml groups[0].gid: three (expected: a number from 1 to 4294967295)");
        refused(
                "gid: 3",
                "gid: 4294967296",
                "w.yml groups[0].gid: 4294967296 (expected: a number from 1 to 4294967295)");
        refused("name: g", "nam: g", "w.yml groups[0].name: missing (expected: a text)");
        refused("name: g", "name: g, color: red", "w.yml groups[0].color: unknown key (expected one of: ");
        refused("{who: ming}, {who: self}", "{who: ming}", "w.yml groups[0].members: \"self\" or everybody else");
        refused("[ming, self]", "ming", "w.yml discussions[0].members: a scalar (expected: a list)");
        refused(
                "- {who: ming}\ngroups",
                "- {who: ming, category: 1}\ngroups",
                "w.yml friends[0].category: 1 (expected one of: 0)");
        refused("uin: 2000000001", "uin: 1002003004", "w.yml people: 1002003004 is there twice");
        refused("account:", "acount:", "w.yml account: missing (expected: a mapping)");
        refused(
                "nick: Ming",
                "nick: Ming, status: asleep",
                "w.yml people.ming.status: \"asleep\" (expected one of: away, ");
    }

    @Test
    void yamlThatIsNotPlainDataIsRefused() {
        assertThatThrownBy(() -> World.parse("w.yml", "account: !!java.net.URL [http://x]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("w.yml: ");
        assertThatThrownBy(() -> World.parse("w.yml", "account: [")).hasMessageContaining("line 1");
    }

    private static void refused(String before, String after, String message) {
        String changed = SMALL.replace(before, after);
        assertThat(changed).isNotEqualTo(SMALL);
        assertThatThrownBy(() -> World.parse("w.yml", changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
