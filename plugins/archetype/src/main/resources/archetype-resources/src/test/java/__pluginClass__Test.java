package ${package};

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rookery.testkit.PluginTest;
import dev.rookery.testkit.TestBot;
import org.junit.jupiter.api.Test;

@PluginTest(${pluginClass}.class)
class ${pluginClass}Test {

    @Test
    void greetsWhoSpeaks(TestBot bot) {
        bot.user("Alice").says("greet");
        bot.expectReply("Hello, Alice!");
        bot.expectNothingElse();
    }

    @Test
    void greetsWhoIsNamed(TestBot bot) {
        bot.user("Alice").says("greet the rooks");
        bot.expectReply("Hello, the rooks!");
    }

    @Test
    void greetsAsTheSettingsSay(TestBot bot) {
        bot.config("greeting: Good day");
        bot.user("Alice").says("greet");
        bot.expectReply("Good day, Alice!");
    }

    @Test
    void saysWhatIsWrongWithTheSettings(TestBot bot) {
        bot.config("greeting: ' '");
        assertTrue(bot.expectStartFailure().contains("greeting: empty"));
    }
}
