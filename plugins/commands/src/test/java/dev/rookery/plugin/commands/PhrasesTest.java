package dev.rookery.plugin.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    private static Set<String> keys(String file) throws IOException {
        Properties phrases = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(PhrasesTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            phrases.load(in);
        }
        return phrases.stringPropertyNames();
    }

    @Test
    void bothLanguagesHaveTheSamePhrases() throws IOException {
        assertThat(keys("phrases_zh_cn.properties"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(keys("phrases_en.properties"));
    }

    @Test
    void blanksAreFilledIn() {
        assertThat(new Phrases(Phrases.Language.ZH_CN).say("about.answer", "Pual", "0.1.0"))
                .isEqualTo("我是 Pual，运行在 Rookery 0.1.0 上的机器人。");
    }

    @Test
    void anUnknownPhraseIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Phrases(Phrases.Language.EN).say("no.such"))
                .withMessageContaining("no.such");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, I have been running for 0 s.",
        "PT59.9S, I have been running for 59 s.",
        "PT60S, I have been running for 1 min 0 s.",
        "PT3599S, I have been running for 59 min 59 s.",
        "PT1H, I have been running for 1 h 0 min.",
        "PT23H59M, I have been running for 23 h 59 min.",
        "PT49H30M, I have been running for 2 d 1 h."
    })
    void uptimeIsToldInItsTwoLargestUnits(Duration up, String told) {
        assertThat(CommandsPlugin.uptime(up, new Phrases(Phrases.Language.EN))).isEqualTo(told);
    }
}
