package dev.rookery.host.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/** How values of one type become JSON and come back. Nothing is remembered elsewhere: it lives as long as its owner. */
public final class JsonType<T> {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final Shape shape;

    private JsonType(String name, Shape shape) {
        this.name = name;
        this.shape = shape;
    }

    /**
     * Examines a type.
     *
     * @throws IllegalArgumentException if it has no JSON, naming the component that is to blame
     */
    public static <T> JsonType<T> of(Class<T> type) {
        return new JsonType<>(type.getSimpleName(), shape(type));
    }

    /** Lists of values of a type; as {@link #of}. */
    public static <T> JsonType<List<T>> listOf(Class<T> type) {
        return new JsonType<>(type.getSimpleName(), new Shape.Many(shape(type), false));
    }

    /** Values of a type by name; as {@link #of}. */
    public static <T> JsonType<Map<String, T>> mapOf(Class<T> type) {
        return new JsonType<>(type.getSimpleName(), new Shape.Named(shape(type)));
    }

    private static Shape shape(Class<?> type) {
        return new Shapes().of(type, type.getSimpleName());
    }

    /**
     * Writes a value.
     *
     * @throws IllegalArgumentException if the value has no JSON, because one of its accessors throws
     */
    public String write(T value) {
        return text(shape.write(value));
    }

    /**
     * Writes a value of a type that nobody names: one that has a {@link #of type}, or a collection or map of them.
     *
     * @throws IllegalArgumentException if it has no JSON, naming what is to blame
     */
    public static String writeAny(Object value) {
        return text(Shapes.write(value));
    }

    private static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads a value. What a record has no component for is left out; what is missing gets its default.
     *
     * @throws MisfitException if it is no JSON or does not fit
     */
    public T read(String content) throws MisfitException {
        // Not type.cast: for int.class the values are Integers.
        @SuppressWarnings("unchecked")
        T value = (T) shape.read(json(content), name);
        return value;
    }

    static JsonNode json(String content) throws MisfitException {
        try {
            JsonNode node = JSON.readTree(content);
            if (node.isMissingNode()) {
                throw new MisfitException("no JSON: it is empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new MisfitException("no JSON" + place + ": " + e.getOriginalMessage(), e);
        }
    }
}
