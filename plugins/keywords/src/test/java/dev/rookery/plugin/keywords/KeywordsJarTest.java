package dev.rookery.plugin.keywords;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import org.junit.jupiter.api.Test;

/** The jar as the operator drops it. */
@PluginTest(jar = "target/rookery-plugin-keywords-*.jar")
class KeywordsJarTest {

    @Test
    void remembersOverARestart(TestBot bot) {
        bot.user("ming").says("teach hello Hi!");
        bot.expectReply("When somebody says hello, I know what to answer.");
        bot.restart();
        bot.user("ming").says("hello");
        bot.expectReply("Hi!");
        bot.expectNothingElse();
    }
}
