package dev.rookery.host.config;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a setting may be: the model of a settings record, read from its classes by {@link SettingTypes} and walked by
 * {@link Binder}. Everything that is said about a setting (name, type, default, documentation) is in here, so that
 * {@link Schema} is written from the same model.
 */
sealed interface SettingType {

    /** What a person should write, after "expected: ". */
    String expected();

    /**
     * Whether it has an empty value of its own, so that its key can be left out without a default.
     *
     * @param open the records that are being asked, as a record may contain itself
     */
    default boolean mayBeAbsent(Set<RecordType> open) {
        return !(this instanceof ScalarType || this instanceof VariantsType);
    }

    /** Turns the text of a scalar into a value; empty when it does not fit. Never throws. */
    @FunctionalInterface
    interface Parser {
        /**
         * Parses.
         *
         * @param text the scalar's text
         * @param folder what relative paths are relative to
         */
        Optional<?> parse(String text, Path folder);
    }

    /**
     * A single text in the file.
     *
     * @param expected what a person should write
     * @param names the texts that are allowed, when they can be listed; else empty
     * @param json what a schema calls it: {@code string}, {@code integer}, {@code number} or {@code boolean}
     * @param parser the way to the value
     */
    record ScalarType(String expected, List<String> names, String json, Parser parser) implements SettingType {}

    /** A list in the file, a {@link List} or, when {@code distinct}, a {@link Set} in the record. */
    record ListType(SettingType element, boolean distinct) implements SettingType {
        @Override
        public String expected() {
            return distinct ? "a list without repetitions" : "a list";
        }
    }

    /** A mapping with free keys. */
    record MapType(SettingType value) implements SettingType {
        @Override
        public String expected() {
            return "a mapping";
        }
    }

    /** What may be left out. */
    record OptionalType(SettingType value) implements SettingType {
        @Override
        public String expected() {
            return value.expected();
        }
    }

    /** A mapping that is bound later. */
    record SectionType() implements SettingType {
        @Override
        public String expected() {
            return "a mapping";
        }
    }

    /** A mapping whose keys are a record's components. Its components may lead back to it. */
    final class RecordType implements SettingType {

        private final Constructor<?> constructor;
        private final String doc;
        private final List<Component> components = new ArrayList<>();

        RecordType(Constructor<?> constructor, String doc) {
            this.constructor = constructor;
            this.doc = doc;
        }

        void add(Component component) {
            components.add(component);
        }

        Constructor<?> constructor() {
            return constructor;
        }

        /** What the operator should know; may be empty. */
        String doc() {
            return doc;
        }

        List<Component> components() {
            return components;
        }

        @Override
        public boolean mayBeAbsent(Set<RecordType> open) {
            if (open.contains(this)) {
                return false;
            }
            Set<RecordType> opened = new HashSet<>(open);
            opened.add(this);
            return components.stream()
                    .allMatch(component -> component.fallback().isPresent() || component.mayBeAbsent(opened));
        }

        @Override
        public String expected() {
            List<String> required = components.stream()
                    .filter(component -> component.fallback().isEmpty() && !component.mayBeAbsent(Set.of(this)))
                    .map(Component::key)
                    .toList();
            return required.isEmpty() ? "a mapping" : "a mapping with " + String.join(", ", required);
        }
    }

    /** A sealed interface: a mapping in which the value of one key chooses the record. */
    final class VariantsType implements SettingType {

        private final String key;
        private final Map<String, SettingType> variants = new LinkedHashMap<>();

        VariantsType(String key) {
            this.key = key;
        }

        /** Adds a record or a further sealed interface; false when the value is taken. */
        boolean add(String value, SettingType variant) {
            return variants.putIfAbsent(value, variant) == null;
        }

        /** The key that chooses. */
        String key() {
            return key;
        }

        /** The values of the key, each with a {@link RecordType} or a {@link VariantsType}. */
        Map<String, SettingType> variants() {
            return variants;
        }

        @Override
        public String expected() {
            return "a mapping with " + key;
        }
    }

    /**
     * One component of a settings record.
     *
     * @param name its name in Java
     * @param key its name in the file: {@code pollTimeout} is {@code poll-timeout} there
     * @param type what it may be
     * @param fallback its default; empty when there is none
     * @param rest whether it takes the keys that no other component takes
     * @param doc what the operator should know; may be empty
     */
    record Component(
            String name, String key, SettingType type, Optional<ConfigNode> fallback, boolean rest, String doc) {

        boolean mayBeAbsent(Set<RecordType> open) {
            return type.mayBeAbsent(open);
        }

        /** What a person should write, with the documentation. */
        String expected() {
            String sentence = doc.endsWith(".") ? doc.substring(0, doc.length() - 1) : doc;
            return sentence.isEmpty() ? type.expected() : type.expected() + "; " + sentence;
        }
    }
}
