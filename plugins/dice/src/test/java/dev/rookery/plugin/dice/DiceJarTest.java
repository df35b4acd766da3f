package dev.rookery.plugin.dice;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import org.junit.jupiter.api.Test;

/** The jar as the operator drops it: its phrases are found in it, and nothing of it is left behind. */
@PluginTest(jar = "target/rookery-plugin-dice-*.jar")
class DiceJarTest {

    @Test
    void speaksBothLanguagesAlsoAfterAReload(TestBot bot) {
        bot.user("alice").says("roll six");
        bot.expectReply("I cannot roll \"six\"; I can roll d20, 2d6 or 3d6+2.\nUsage: roll [dice]");
        bot.reload();
        bot.user("ming").says("掷骰子 六");
        bot.expectReply("掷不了“六”；可以掷 d20、2d6 或 3d6+2。\n用法：roll [骰子]");
    }
}
