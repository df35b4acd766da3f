package dev.rookery.host.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChosenLanguagesTest {

    private static final Optional<Locale> CHINESE = Optional.of(Locale.SIMPLIFIED_CHINESE);

    @TempDir
    private Path folder;

    private static ChatId chat(String id) {
        return new ChatId("pual", ChatKind.GROUP, id);
    }

    private Path file() {
        return folder.resolve("data").resolve("languages.txt");
    }

    private Languages languages() {
        return new Languages(
                new Languages.Settings(Optional.of(Locale.FRENCH), Map.of("pual/group/7", Locale.GERMAN)),
                ChosenLanguages.keptIn(file()));
    }

    @Test
    void whatWasChosenComesFirstAndOutlivesARestart() {
        Languages before = languages();
        assertThat(before.choose(chat("7"), CHINESE)).isEmpty();
        assertThat(before.choose(chat("企鹅 x"), Optional.of(Locale.ENGLISH))).isEmpty();
        assertThat(before.of(chat("7"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);

        Languages after = languages();
        assertThat(after.of(chat("7"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(after.of(chat("企鹅 x"))).isEqualTo(Locale.ENGLISH);
        assertThat(after.of(chat("8"))).isEqualTo(Locale.FRENCH);
    }

    @Test
    void whatIsTakenBackLeavesItToTheConfiguration() {
        Languages languages = languages();
        languages.choose(chat("7"), CHINESE);
        assertThat(languages.choose(chat("7"), Optional.empty())).isEmpty();
        assertThat(languages.of(chat("7"))).isEqualTo(Locale.GERMAN);
        assertThat(languages().of(chat("7"))).isEqualTo(Locale.GERMAN);
        assertThat(file()).isEmptyFile();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh-CN pual/group/7\n", "klingon\tpual/group/7\n", "en\tx\n\n"})
    void aFileThatIsNotUnderstoodIsLeftAsItIs(String content) throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        Languages languages = languages();
        assertThat(languages.of(chat("7"))).isEqualTo(Locale.GERMAN);
        assertThat(languages.choose(chat("7"), CHINESE).orElseThrow())
                .startsWith(file().toString())
                .contains("repair the file");
        assertThat(languages.of(chat("7"))).as("until the next start").isEqualTo(Locale.SIMPLIFIED_CHINESE);
        assertThat(file()).hasContent(content);
    }

    @Test
    void aFileThatCannotBeWrittenIsTold() throws Exception {
        Languages languages = languages();
        Files.writeString(folder.resolve("data"), "in the way");
        assertThat(languages.choose(chat("7"), CHINESE).orElseThrow()).contains("cannot be written");
        assertThat(languages.of(chat("7"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }

    @Test
    void anIdOfSeveralLinesIsNotWrittenDown() {
        Languages languages = languages();
        assertThat(languages.choose(chat("a\nen\tb"), CHINESE)).isPresent();
        languages.choose(chat("7"), CHINESE);
        assertThat(file()).hasContent("zh-CN\tpual/group/7\n");
    }

    @Test
    void theFirstIsForgottenWhenThereAreTooMany() {
        ChosenLanguages chosen = ChosenLanguages.forgotten();
        for (int i = 0; i < 3; i++) {
            chosen.choose(chat("first" + i), CHINESE);
        }
        for (int i = 0; i < ChosenLanguages.MOST - 2; i++) {
            chosen.choose(chat("c" + i), CHINESE);
        }
        assertThat(chosen.of(chat("first0"))).isNull();
        assertThat(chosen.of(chat("first1"))).isEqualTo(Locale.SIMPLIFIED_CHINESE);
    }
}
