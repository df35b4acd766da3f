package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.api.http.HttpRequest;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import org.junit.jupiter.api.Test;

@PluginTest(TestWebTest.Asking.class)
class TestWebTest {

    private static final String ANSWERS = "https://api.example.org/answers?to=%E4%BB%80%E4%B9%88";

    /** Asks a question, and tells what goes wrong. */
    public static final class Asking implements BotPlugin {

        record Question(String to, boolean polite) {}

        record Answer(String words) {}

        @Override
        public void onEnable(PluginContext context) {
            context.commands().register(CommandSpec.named("ask").handle(call -> {
                HttpRequest request = HttpRequest.post("https://api.example.org/answers")
                        .query("to", "什么")
                        .json(new Question("what", true));
                try {
                    call.reply(context.http().fetch(request).json(Answer.class).words());
                } catch (HttpFailure failure) {
                    call.reply("failed: " + failure.kind());
                }
            }));
        }
    }

    @Test
    void jsonComesAndGoesAsInTheRealWeb(TestBot bot) {
        bot.web().json(ANSWERS, "{\"words\": \"42\", \"sure\": true}");
        bot.user("alice").says("ask");
        bot.expectReply("42");
        assertThat(bot.web().asked()).singleElement().satisfies(request -> {
            assertThat(request.contentType()).isEqualTo("application/json");
            assertThat(request.body()).contains("{\"to\":\"what\",\"polite\":true}".getBytes());
        });
    }

    @Test
    void anAddressIsTheSameInEachSpelling(TestBot bot) {
        bot.web().json("https://api.example.org/answers?to=什么", "{\"words\": \"42\"}");
        bot.user("alice").says("ask");
        bot.expectReply("42");
    }

    @Test
    void whatFailsInTheRealWebFails(TestBot bot) {
        bot.web().json(ANSWERS, "{\"word\": \"42\"}");
        bot.user("alice").says("ask");
        bot.expectReply("failed: BODY");
        bot.web().fail(ANSWERS, HttpFailure.Kind.ADDRESS);
        bot.user("alice").says("ask");
        bot.expectReply("failed: ADDRESS");
        bot.web().json(ANSWERS, "{\"words\": \"42\"}");
        bot.user("alice").says("ask");
        bot.expectReply("42");
    }

    @Test
    void whatTheTestHasForgottenStandsInTheConversation(TestBot bot) {
        bot.web().json("https://api.example.org/answer", "{}");
        bot.user("alice").says("ask");
        bot.expectReply("failed: NETWORK");
        assertThat(bot.transcript())
                .contains("\n  -- asking asks the web: POST " + ANSWERS
                        + ", where the test has put nothing; it has put [https://api.example.org/answer]\n");
    }
}
