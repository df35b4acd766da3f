package dev.rookery.plugin.commands;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import org.junit.jupiter.api.Test;

/** The jar as the operator drops it, with its phrases. */
@PluginTest(jar = "target/rookery-plugin-commands-*.jar")
class CommandsJarTest {

    @Test
    void answersAlsoAfterAReload(TestBot bot) {
        bot.user("ming").says("ping");
        bot.expectReply("pong");
        bot.reload();
        bot.user("ming").says("plugins");
        bot.expectReply(text -> text.startsWith("commands 0.1.0 - "));
        bot.expectNothingElse();
    }
}
