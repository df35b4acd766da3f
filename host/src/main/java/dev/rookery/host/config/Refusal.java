package dev.rookery.host.config;

import dev.rookery.host.config.SettingType.Component;
import dev.rookery.host.config.SettingType.RecordType;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a record's constructor had against its values, taken apart: {@code "delay: PT0S (expected: more than zero)"}
 * concerns the component {@code delay}. Where the constructor does not say what it expects, the documentation does.
 *
 * @param component the component that the message begins with; empty for the record as a whole
 * @param what what is wrong
 * @param expected what would be right; may be empty
 */
record Refusal(Optional<Component> component, String what, String expected) {

    /** A shorter secret is found in half of all words by chance: it counts as shown where it stands alone. */
    private static final int TELLING = 4;

    private static final String EXPECTED = " (expected: ";

    /**
     * Reads an exception.
     *
     * @param secrets texts that must not be shown: a message with one of them is withheld
     */
    static Refusal of(RecordType type, Throwable thrown, Collection<String> secrets) {
        String message = Objects.requireNonNullElse(thrown.getMessage(), "");
        if (shows(message, secrets)) {
            return new Refusal(
                    Optional.empty(), "refused; the reason is not shown because a secret is part of it", type.doc());
        }
        if (!(thrown instanceof IllegalArgumentException) || message.isBlank()) {
            message = "refused, " + thrown.getClass().getSimpleName() + (message.isBlank() ? "" : ": " + message);
        }
        Optional<Component> component = named(type, message);
        String doc = component.map(Component::doc).orElse(type.doc());
        String what =
                component.isPresent() ? withoutName(message, component.get().name()) : message;
        int split = what.endsWith(")") ? what.lastIndexOf(EXPECTED) : -1;
        return split < 0
                ? new Refusal(component, what, doc)
                : new Refusal(
                        component,
                        what.substring(0, split),
                        what.substring(split + EXPECTED.length(), what.length() - 1));
    }

    private static boolean shows(String message, Collection<String> secrets) {
        return secrets.stream().anyMatch(secret -> shows(message, secret));
    }

    private static boolean shows(String message, String secret) {
        return secret.length() >= TELLING
                ? message.contains(secret)
                : Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(secret) + "(?![\\p{L}\\p{N}])")
                        .matcher(message)
                        .find();
    }

    private static Optional<Component> named(RecordType type, String message) {
        return type.components().stream()
                .filter(component -> !component.rest() && message.startsWith(component.name()))
                .filter(component -> message.length() > component.name().length()
                        && !Character.isJavaIdentifierPart(
                                message.charAt(component.name().length())))
                .findFirst();
    }

    private static String withoutName(String message, String name) {
        return message.charAt(name.length()) == ':'
                ? message.substring(name.length() + 1).strip()
                : message;
    }
}
