package dev.rookery.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Verbs for tests of the binder: bind a text, list what is wrong with it. */
final class ConfigFixture {

    static final Map<String, String> ENVIRONMENT =
            Map.of("PORT", "8080", "EMPTY", "", "WORD", "many", "PASSWORD", "hunter2", "TRICK", "a: b #${PORT}");

    private ConfigFixture() {}

    static ConfigDocument document(String yaml) {
        return ConfigDocument.parse(Path.of("bot.yml"), yaml, ENVIRONMENT);
    }

    static <T extends Record> T bind(Class<T> type, String yaml) {
        return document(yaml).bind(type);
    }

    static List<String> problems(Class<? extends Record> type, String yaml) {
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> bind(type, yaml));
        assertThat(thrown).as("no problem was found in:\n" + yaml).isNotNull();
        List<String> lines =
                thrown.problems().stream().map(ConfigProblem::toString).toList();
        assertThat(thrown).hasMessage(String.join("\n", lines)).hasNoCause();
        return lines;
    }
}
