package dev.rookery.host.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * How values of one type become JSON and come back. Jackson reads and writes the text only: its own mapping to classes
 * caches them in statics, and would hold each plugin's class loader for ever.
 */
final class ValueType<T> {

    private static final JsonMapper JSON = new JsonMapper();

    private final Class<T> type;
    private final Shape shape;

    private ValueType(Class<T> type, Shape shape) {
        this.type = type;
        this.shape = shape;
    }

    /**
     * Examines a type.
     *
     * @throws IllegalArgumentException if it cannot be kept, naming the component that is to blame
     */
    static <T> ValueType<T> of(Class<T> type) {
        return new ValueType<>(type, new Shapes().of(type, type.getSimpleName()));
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if the value has no JSON, because one of its accessors throws
     */
    String write(T value) {
        try {
            return JSON.writeValueAsString(shape.write(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    T read(String content) throws MisfitException {
        // Not type.cast: for int.class the values are Integers.
        @SuppressWarnings("unchecked")
        T value = (T) shape.read(json(content), type.getSimpleName());
        return value;
    }

    static JsonNode json(String content) throws MisfitException {
        try {
            return JSON.readTree(content);
        } catch (JsonProcessingException e) {
            throw new MisfitException("no JSON: " + e.getOriginalMessage(), e);
        }
    }
}
