package dev.rookery.plugin.dice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import dev.rookery.testkit.TestUser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PluginTest(DicePlugin.class)
class DicePluginTest {

    private TestBot bot;
    private TestUser alice;

    @BeforeEach
    void meet(TestBot given) {
        bot = given;
        alice = bot.user("alice");
    }

    @Test
    void aDieShowsOneToSix() {
        for (int i = 0; i < 50; i++) {
            alice.says("roll");
            bot.expectReply(text -> text.matches("1d6: [1-6]"));
        }
    }

    @Test
    void severalDiceAreAddedUp() {
        alice.says("roll 2d6+1");
        String[] parts = bot.expectReply(text -> text.matches("2d6\\+1: [1-6] \\+ [1-6] \\+ 1 = \\d+"))
                .text()
                .split("[:=+]");
        assertThat(parts[5].strip())
                .isEqualTo(String.valueOf(Integer.parseInt(parts[2].strip()) + Integer.parseInt(parts[3].strip()) + 1));
    }

    @Test
    void fullWidthIsFineAndSoIsChinese() {
        alice.says("掷骰子 ３ｄ４－１");
        bot.expectReply(text -> text.matches("3d4-1：[1-4] \\+ [1-4] \\+ [1-4] - 1 = \\d+"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0d6", "51d6", "d1", "d1001", "d6+1001", "9999d99999"})
    void thereAreLimits(String dice) {
        alice.says("roll " + dice);
        bot.expectReply("I have 50 dice with 2 to 1000 sides.\nUsage: roll [dice]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"six", "2x6", "d", "2d6+", "99999d6", "2d6d6"})
    void otherWordsAreNoDice(String word) {
        alice.says("roll " + word);
        bot.expectReply("I cannot roll \"" + word + "\"; I can roll d20, 2d6 or 3d6+2.\nUsage: roll [dice]");
    }

    @Test
    void aCoinHasTwoSides() {
        bot.group("rooks").member("bob").says("coin Rookery");
        bot.expectReply(text -> text.equals("Heads.") || text.equals("Tails."));
    }

    @Test
    void oneOfSeveralIsPicked() {
        alice.says("pick tea | black coffee");
        bot.expectReply(text -> text.equals("I pick tea.") || text.equals("I pick black coffee."));
        alice.says("pick tea");
        bot.expectReply("Give me at least two to pick from, such as tea | coffee.");
        alice.says("选 茶、咖啡");
        bot.expectReply(text -> text.equals("我选茶。") || text.equals("我选咖啡。"));
    }
}
