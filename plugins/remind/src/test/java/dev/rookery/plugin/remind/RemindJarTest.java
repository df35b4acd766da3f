package dev.rookery.plugin.remind;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The jar as the operator drops it. */
@PluginTest(jar = "target/rookery-plugin-remind-*.jar")
class RemindJarTest {

    @Test
    void remindsAlsoAfterARestart(TestBot bot) {
        bot.user("ming").says("remind in 10m tea");
        bot.expectReply();
        bot.restart();
        bot.clock().advance(Duration.ofMinutes(10));
        bot.expectReply("Reminder: tea");
        bot.expectNothingElse();
    }
}
