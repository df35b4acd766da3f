package dev.rookery.plugin.commands;

import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.Param;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.operator.Operator;
import dev.rookery.api.operator.Switched;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The command language: what the chat is answered in, told to everybody, chosen by those who may. */
final class Speech {

    private static final Map<String, Locale> NAMES = Map.of(
            "english", Locale.ENGLISH,
            "英文", Locale.ENGLISH,
            "英语", Locale.ENGLISH,
            "zh", Locale.SIMPLIFIED_CHINESE,
            "chinese", Locale.SIMPLIFIED_CHINESE,
            "中文", Locale.SIMPLIFIED_CHINESE,
            "汉语", Locale.SIMPLIFIED_CHINESE);

    private static final Set<String> BY_ITSELF = Set.of("auto", "自动");

    private static final Set<String> CODES = Set.copyOf(List.of(Locale.getISOLanguages()));

    private final Operator operator;

    Speech(Operator operator) {
        this.operator = operator;
    }

    @Command(value = "language", aliases = "语言")
    String language(CommandCall call, @Param("language") Optional<String> wanted) {
        if (wanted.isEmpty()) {
            return call.phrase("language.now", name(call));
        }
        String word = wanted.get().toLowerCase(Locale.ROOT);
        Optional<Locale> language = BY_ITSELF.contains(word) ? Optional.empty() : Optional.of(parse(word));
        Switched chosen = operator.speak(call, language);
        return switch (chosen.result()) {
            case DONE -> call.phrase(language.isPresent() ? "language.now" : "language.auto", name(call));
            case NOT_KEPT -> call.phrase("language.unkept", name(call), chosen.detail());
            default -> call.phrase("switch.refused", chosen.detail());
        };
    }

    private static Locale parse(String word) {
        Locale named = NAMES.get(word);
        Locale language = named == null ? Locale.forLanguageTag(word.replace('_', '-')) : named;
        if (!CODES.contains(language.getLanguage())) {
            throw UsageException.phrase("language.unknown", word);
        }
        return language;
    }

    /** As those who speak it call it. */
    private static String name(CommandCall call) {
        return call.language().getDisplayLanguage(call.language());
    }
}
