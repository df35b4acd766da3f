package dev.rookery.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.command.Arg;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.host.testing.Said;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {

    private final Bot bot = new Bot()
            .with(
                    CommandSpec.named("ping").handle(call -> {}),
                    CommandSpec.named("uptime").handle(call -> {}),
                    CommandSpec.named("remind").args(Arg.rest("what")).handle(call -> {}),
                    CommandSpec.named("secret").hidden().handle(call -> {}))
            .withPlugin("y", CommandSpec.named("关于本机").handle(call -> {}));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "pign            | ping",
                "/pimg           | ping",
                "pin             | ping",
                "uptme           | uptime",
                "uppptime        | uptime",
                "rmind me at ten | remind",
                "关于本月         | 关于本机",
                "ＰＩＮＧＧ       | ping",
                "pi              | -",
                "pong            | ping",
                "bong            | -",
                "pign now        | -",
                "secrte          | -",
                "ping now        | -",
                "hello           | -",
                "''              | -",
            })
    void oneOrTwoLettersMayBeWrong(String text, String nearest) {
        String answer = bot.hears(text);
        if (nearest == null) {
            assertThat(answer).isEmpty();
        } else {
            assertThat(answer).startsWith("I do not know \"").endsWith("Did you mean \"" + nearest + "\"?");
        }
    }

    @Test
    void onlyWhereTheBotIsMeant() {
        assertThat(bot.hears(Said.inGroup("pign"))).isEmpty();
        assertThat(bot.hears(Said.inGroup("pual pign", "pign"))).contains("\"ping\"");
    }

    @Test
    void inTheLanguageOfTheChat() {
        assertThat(bot.hears(Said.privately("pign").in(Locale.SIMPLIFIED_CHINESE)))
                .isEqualTo("我不认识“pign”。你是想说“ping”吗？");
    }

    @Test
    void onlyWhatThePersonMayGive() {
        bot.switchedOff("x/ping");
        assertThat(bot.hears("pign")).isEmpty();
    }
}
