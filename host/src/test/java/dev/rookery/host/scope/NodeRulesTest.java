package dev.rookery.host.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.permission.Level;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeRulesTest {

    /** Grants as {@code keywords.* admin +pual/1001 -pual/1002}. */
    private static List<Grant> grants(String text) {
        return Stream.of(text.split(";"))
                .map(String::strip)
                .filter(grant -> !grant.isEmpty())
                .map(NodeRulesTest::grant)
                .toList();
    }

    private static Grant grant(String text) {
        List<String> words = List.of(text.split(" "));
        Optional<Level> level = words.stream()
                .skip(1)
                .filter(word -> Character.isLetter(word.charAt(0)))
                .map(word -> Level.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .findFirst();
        return new Grant(words.get(0), level, places(words, '+'), places(words, '-'), "a test");
    }

    private static Places places(List<String> words, char sign) {
        return new Places(words.stream()
                .skip(1)
                .filter(word -> word.charAt(0) == sign)
                .map(word -> Place.parse(word.substring(1)))
                .toList());
    }

    private static boolean may(NodeRules rules, Level level) {
        return rules.verdict(level, People.GROUP.id(), People.ALICE.id(), true).allowed();
    }

    @ParameterizedTest
    @CsvSource({"EVERYONE, 6", "MEMBER, 5", "GROUP_ADMIN, 4", "GROUP_OWNER, 3", "ADMIN, 2", "OWNER, 1", "NOBODY, 0"})
    void whoHasTheLevelHasTheNode(Level least, int levels) {
        NodeRules rules = new NodeRules("x.y", least, List.of());
        assertThat(Stream.of(Level.values())
                        .filter(level -> level != Level.NOBODY)
                        .filter(level -> may(rules, level)))
                .hasSize(levels);
    }

    @ParameterizedTest(name = "{0}: a {1} may: {2}")
    @CsvSource({
        "'',                                        member, false",
        "'',                                        admin,  true",
        "'keywords.teach everyone',                 everyone, true",
        "'keywords.* member',                       member, true",
        "'* member',                                member, true",
        "'key* member',                             member, refused",
        "'other.* member',                          member, false",
        "'keywords.* member; keywords.teach owner', admin,  false",
        "'keywords.teach +pual/1001',               everyone, true",
        "'keywords.teach +pual/1002',               member, false",
        "'keywords.teach +pual/group/42',           everyone, true",
        "'keywords.teach +pual',                    everyone, true",
        "'keywords.teach -pual/1001',               admin,  false",
        "'keywords.teach -pual/1001',               owner,  true",
        "'keywords.teach +pual/1001 -pual/1001',    admin,  false",
        "'keywords.* -pual/1001; keywords.teach +pual/1001', member, true",
        "'keywords.* +pual/1001; keywords.teach -pual/1001', admin, false",
        "'* -pual/1001; keywords.* +pual/1001',     member, true",
        "'keywords.teach nobody',                   owner,  false",
        "'keywords.teach nobody +pual/1001',        everyone, true",
    })
    void theOperatorsWordDecidesTheNarrowestFirst(String grants, String level, String expected) {
        if (expected.equals("refused")) {
            assertThatThrownBy(() -> grants(grants)).hasMessageContaining("expected: a permission node");
            return;
        }
        NodeRules rules = new NodeRules("keywords.teach", Level.ADMIN, grants(grants));
        assertThat(may(rules, Level.valueOf(level.toUpperCase(Locale.ROOT)))).isEqualTo(Boolean.valueOf(expected));
    }

    @Test
    void whoIsNotSurelyMeantIsDeniedByNameButNotAllowed() {
        NodeRules allowing = new NodeRules("x.y", Level.ADMIN, grants("x.y +pual/1001"));
        NodeRules denying = new NodeRules("x.y", Level.EVERYONE, grants("x.y -pual/1001"));
        assertThat(allowing.verdict(Level.MEMBER, People.GROUP.id(), People.ALICE.id(), false)
                        .allowed())
                .isFalse();
        assertThat(denying.verdict(Level.MEMBER, People.GROUP.id(), People.ALICE.id(), false)
                        .allowed())
                .isFalse();
    }

    @Test
    void theRefusalSaysWhatIsMissingOrWhoDenied() {
        NodeRules rules = new NodeRules("x.y", Level.GROUP_ADMIN, grants("x.y -pual/1002"));
        assertThat(rules.verdict(Level.MEMBER, People.GROUP.id(), People.ALICE.id(), true)
                        .reason())
                .hasToString("permission x.y needs group-admin, the sender is member");
        assertThat(rules.verdict(Level.MEMBER, People.GROUP.id(), People.BOB.id(), true)
                        .reason())
                .hasToString("permission x.y is denied by a test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "A", "a.*.b", "**", "a b", "-a", ".a", "a."})
    void whatIsNoNodeIsRefused(String nodes) {
        assertThatThrownBy(() -> new Grant(nodes, Optional.empty(), Places.NONE, Places.NONE, "a test"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLongHostileNodeIsRefusedAtOnce() {
        assertThat(Grant.isNode("a".repeat(1_000_000) + "!")).isFalse();
        assertThat(Grant.isNode("a".repeat(Grant.LONGEST - 1) + "!")).isFalse();
        assertThat(Grant.isNode("a".repeat(Grant.LONGEST))).isTrue();
    }
}
