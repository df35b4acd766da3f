package dev.rookery.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.rookery.api.text.Phrases;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BundledTextsTest {

    private final Map<String, byte[]> files = new HashMap<>();
    private final BundledTexts texts = texts(Languages.spoken());
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.rookery.host.text");

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    private BundledTexts texts(Languages languages) {
        return new BundledTexts(
                "dice", name -> files.containsKey(name) ? new ByteArrayInputStream(files.get(name)) : null, languages);
    }

    private void file(String name, String content) {
        files.put(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> told() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void phrasesAreTakenFromTheLanguageThenFromWhatStandsIn() {
        file("messages_zh_CN.properties", "hi = 你好 {0}");
        file("messages_zh.properties", "hi = 不\nbye = 再见");
        file("messages_en.properties", "hi = hi\nbye = bye\nyes = yes");
        file("messages.properties", "version = 1\nyes = no");
        Phrases chinese = texts.of(Locale.SIMPLIFIED_CHINESE);
        assertThat(chinese.format("hi", "Ming")).isEqualTo("你好 Ming");
        assertThat(chinese.format("bye")).isEqualTo("再见");
        assertThat(chinese.format("yes")).isEqualTo("yes");
        assertThat(chinese.format("version")).isEqualTo("1");
        assertThat(chinese.has("version")).isTrue();
        assertThat(chinese.has("nothing")).isFalse();
        assertThat(texts.of(Locale.CHINESE).format("hi", "x")).isEqualTo("你好 x");
        assertThat(told()).isEmpty();
    }

    @Test
    void theDefaultLanguageOfTheHostStandsInBeforeEnglish() {
        file("messages_zh_CN.properties", "hi = 你好");
        file("messages_en.properties", "hi = hi");
        Languages chinese = new Languages(Optional.of(Locale.SIMPLIFIED_CHINESE), Map.of());
        assertThat(texts(chinese).of(Locale.FRENCH).format("hi")).isEqualTo("你好");
    }

    @Test
    void anotherDefaultLanguageStandsInFromThenOn() {
        file("messages_zh_CN.properties", "hi = 你好");
        file("messages_en.properties", "hi = hi");
        Languages languages = Languages.spoken();
        BundledTexts texts = texts(languages);
        assertThat(texts.of(Locale.FRENCH).format("hi")).isEqualTo("hi");
        languages.configure(new Languages.Settings(Optional.of(Locale.SIMPLIFIED_CHINESE), Map.of()));
        assertThat(texts.of(Locale.FRENCH).format("hi")).isEqualTo("你好");
    }

    @Test
    void aMissingLanguageIsToldOnce() {
        file("messages_en.properties", "hi = hi");
        assertThat(texts.of(Locale.FRENCH).format("hi")).isEqualTo("hi");
        assertThat(texts.of(Locale.FRENCH).format("hi")).isEqualTo("hi");
        assertThat(told()).singleElement().asString().contains("plugin=dice", "which=fr", "messages_en.properties");
    }

    @Test
    void aMissingPhraseIsItsKeyAndToldOnce() {
        file("messages_en.properties", "hi = hi");
        assertThat(texts.of(Locale.ENGLISH).format("no.such")).isEqualTo("no.such");
        assertThat(texts.of(Locale.ENGLISH).format("no.such")).isEqualTo("no.such");
        assertThat(told()).singleElement().asString().contains("plugin=dice", "which=no.such");
    }

    @Test
    void apostrophesAndBraces() {
        file("messages_en.properties", """
                plain = don't
                blank = it's {0}'s
                brace = '{0}' is {0}
                pair = it''s {0}
                number = {0,number,#}
                broken = {0
                """);
        Phrases english = texts.of(Locale.ENGLISH);
        assertThat(english.format("plain")).isEqualTo("don't");
        assertThat(english.format("blank", "Ming")).isEqualTo("it's Ming's");
        assertThat(english.format("brace", "x")).isEqualTo("{0} is x");
        assertThat(english.format("pair", "x")).isEqualTo("it's x");
        assertThat(english.format("number", 12345)).isEqualTo("12345");
        assertThat(english.format("broken", "x")).isEqualTo("{0");
        assertThat(told()).singleElement().asString().contains("which=broken");
    }

    @Test
    void aFileThatCannotBeReadCountsAsMissingAndIsToldOnce() {
        files.put("messages_zh_CN.properties", new byte[] {'a', '=', (byte) 0xC4, (byte) 0xE3});
        files.put("messages_zh.properties", new byte[PhraseFile.LONGEST + 1]);
        file("messages_en.properties", "hi = hi");
        assertThat(texts.of(Locale.SIMPLIFIED_CHINESE).format("hi")).isEqualTo("hi");
        texts.of(Locale.CHINESE).format("hi");
        assertThat(told())
                .anyMatch(line -> line.contains("messages_zh_CN.properties") && line.contains("not UTF-8"))
                .anyMatch(line -> line.contains("messages_zh.properties") && line.contains("longer than"))
                .filteredOn(line -> line.contains("cannot be read"))
                .hasSize(2);
    }

    @Test
    void aBadEscapeIsTold() {
        file("messages_en.properties", "hi = \\u00g0");
        assertThat(texts.of(Locale.ENGLISH).format("hi")).isEqualTo("hi");
        assertThat(told()).anyMatch(line -> line.contains("messages_en.properties") && line.contains("uxxxx"));
    }

    @Test
    void manyLanguagesAreAskedForWithoutBeingRemembered() {
        file("messages.properties", "hi = hi");
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                assertThat(texts.of(Locale.forLanguageTag("" + a + b)).format("hi"))
                        .isEqualTo("hi");
            }
        }
    }

    @Test
    void theHostSaysTheSameThingsInBothLanguages() throws Exception {
        assertThat(keys("messages_zh_CN.properties"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(keys("messages_en.properties"));
        assertThat(HostTexts.of(Locale.SIMPLIFIED_CHINESE).format("usage", "x")).isEqualTo("用法：x");
        assertThat(HostTexts.of(Locale.FRENCH).format("usage", "x")).isEqualTo("Usage: x");
    }

    private static Iterable<String> keys(String file) throws Exception {
        Properties phrases = new Properties();
        try (InputStreamReader in =
                new InputStreamReader(HostTexts.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            phrases.load(in);
        }
        return phrases.stringPropertyNames();
    }
}
