package dev.rookery.plugin.echo;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import org.junit.jupiter.api.Test;

/** The jar as the operator drops it. */
@PluginTest(jar = "target/rookery-plugin-echo-*.jar", config = "prefix: 'echo '")
class EchoJarTest {

    @Test
    void answersAlsoAfterAReload(TestBot bot) {
        bot.user("ming").says("echo hello");
        bot.expectReply("hello");
        bot.reload();
        bot.group("rooks").member("ming").saysToBot("echo hello");
        bot.expectReply("hello");
        bot.expectNothingElse();
    }
}
