package dev.rookery.host.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.Person;
import dev.rookery.api.chat.PersonId;
import dev.rookery.api.event.MessageReceived;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.MessageId;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final Languages spoken = Languages.spoken();

    private static ChatId chat(String value) {
        return new ChatId("pual", ChatKind.GROUP, value);
    }

    private static MessageReceived said(ChatId chat, String text) {
        Person someone = new Person(new PersonId("pual", "1"), "someone");
        return new MessageReceived(
                new MessageId("1"), new Chat(chat, ""), someone, someone, Message.text(text), Instant.EPOCH);
    }

    private Locale after(String... texts) {
        for (String text : texts) {
            spoken.hear(said(chat("1"), text));
        }
        return spoken.of(chat("1"));
    }

    @ParameterizedTest
    @CsvSource({
        "你好, zh-CN",
        "ping 一下, zh-CN",
        "帮我 review 代码, zh-CN",
        "ping, en",
        "hello there my friend, en",
        "thanks 小明 for your help, en",
        "これは日本語の文です, en",
        "안녕하세요, en",
        "123 !!, en",
    })
    void oneMessageTellsChineseFromTheRest(String text, String language) {
        assertThat(after(text).toLanguageTag()).isEqualTo(language);
    }

    @Test
    void commandsInLatinLettersDoNotMakeAChatEnglish() {
        assertThat(after("大家好", "ping", "roll 2d6", "help", "uptime", "about")).isEqualTo(CHINESE);
        assertThat(after("this is english now", "all the time now")).isEqualTo(CHINESE);
        assertThat(after("no more of the other")).isEqualTo(Locale.ENGLISH);
        assertThat(after("又是中文")).isEqualTo(CHINESE);
    }

    @Test
    void eachChatHasItsOwn() {
        spoken.hear(said(chat("1"), "你好"));
        assertThat(spoken.of(chat("1"))).isEqualTo(CHINESE);
        assertThat(spoken.of(chat("2"))).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void theConfigurationComesFirstTheChatBeforeTheAccount() {
        Languages languages = new Languages(
                Optional.empty(), Map.of("pual", CHINESE, "pual/group/7", Locale.ENGLISH, "other", Locale.FRENCH));
        assertThat(languages.of(chat("1"))).isEqualTo(CHINESE);
        languages.hear(said(chat("7"), "你好"));
        assertThat(languages.of(chat("7"))).isEqualTo(Locale.ENGLISH);
        assertThat(languages.of(new ChatId("third", ChatKind.FRIEND, "7"))).isEqualTo(Locale.ENGLISH);

        Languages chinese = new Languages(Optional.of(CHINESE), Map.of("pual/group/7", Locale.ENGLISH));
        chinese.hear(said(chat("1"), "this is an english sentence"));
        assertThat(chinese.of(chat("1"))).isEqualTo(CHINESE);
        assertThat(chinese.of(chat("7"))).isEqualTo(Locale.ENGLISH);
        assertThat(chinese.fallback()).isEqualTo(CHINESE);
    }

    @Test
    void anotherConfigurationForgetsNeitherWhatWasChosenNorWhatWasHeard() {
        Languages languages = Languages.spoken();
        languages.hear(said(chat("1"), "你好"));
        languages.choose(chat("2"), Optional.of(Locale.FRENCH));
        languages.configure(new Languages.Settings(Optional.of(Locale.GERMAN), Map.of()));
        assertThat(languages.of(chat("1"))).isEqualTo(Locale.GERMAN);
        assertThat(languages.of(chat("2"))).isEqualTo(Locale.FRENCH);
        assertThat(languages.fallback()).isEqualTo(Locale.GERMAN);
        languages.configure(new Languages.Settings(Optional.empty(), Map.of("pual/group/3", CHINESE)));
        assertThat(languages.of(chat("1"))).isEqualTo(CHINESE);
        assertThat(languages.of(chat("2"))).isEqualTo(Locale.FRENCH);
        assertThat(languages.of(chat("3"))).isEqualTo(CHINESE);
    }

    @Test
    void whatIsRememberedIsBoundedAndTheLatestStays() {
        SpokenChinese chinese = new SpokenChinese();
        Message hello = Message.text("你好");
        for (int i = 0; i < 3 * SpokenChinese.CHATS; i++) {
            chinese.hear(chat("c" + i), hello);
        }
        assertThat(chinese.isChinese(chat("c0"))).isFalse();
        assertThat(chinese.isChinese(chat("c" + (3 * SpokenChinese.CHATS - 1)))).isTrue();
        assertThat(chinese.isChinese(chat("c" + (2 * SpokenChinese.CHATS + 10))))
                .isTrue();
    }

    @Test
    void onlyTheBeginningIsLookedAt() {
        assertThat(after("x".repeat(SpokenChinese.LOOKED_AT) + "你好")).isEqualTo(Locale.ENGLISH);
        assertThat(after("a".repeat(10_000_000))).isEqualTo(Locale.ENGLISH);
        assertThat(after("\ud840".repeat(300))).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void languagesAsTheConfigurationWritesThem() {
        assertThat(Languages.parse("language", "zh-CN")).isEqualTo(CHINESE);
        assertThat(Languages.parse("language", "zh_cn")).isEqualTo(CHINESE);
        assertThat(Languages.parse("language", "en")).isEqualTo(Locale.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "english", "zh-", "zh-CN-x", "*"})
    void otherTextsAreRefused(String tag) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Languages.parse("languages.pual", tag))
                .withMessage("languages.pual: \"" + tag + "\" (expected: a language such as en or zh-CN)");
    }
}
