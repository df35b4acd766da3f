package dev.rookery.host.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What values of one type look like as JSON. */
interface Shape {

    JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A value that is not null. */
    JsonNode write(Object value);

    /**
     * Reads a value back.
     *
     * @param node what is stored
     * @param path where we are, for the message
     */
    Object read(JsonNode node, String path) throws MisfitException;

    /** What stands for nothing stored; null if something must be. */
    default @Nullable Object absent() {
        return null;
    }

    /** Reads a default, written as for {@link dev.rookery.api.config.Default}. */
    default Object readDefault(String text, String path) throws MisfitException {
        return read(JsonType.json(text), path);
    }

    private static MisfitException misfit(String path, JsonNode found, String expected) {
        String shown = found.toString();
        return new MisfitException(path + ": " + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown)
                + " (expected: " + expected + ")");
    }

    /** What is written as a text: strings, enums, dates and the like. */
    record Text(String expected, Function<String, Object> parse, Function<Object, String> print) implements Shape {

        @Override
        public JsonNode write(Object value) {
            return TextNode.valueOf(print.apply(value));
        }

        @Override
        public Object read(JsonNode node, String path) throws MisfitException {
            if (node.isTextual()) {
                try {
                    return parse.apply(node.textValue());
                } catch (IllegalArgumentException | DateTimeException e) {
                    // Told below, like anything else that does not fit.
                }
            }
            throw misfit(path, node, expected);
        }

        @Override
        public Object readDefault(String text, String path) throws MisfitException {
            return read(text.startsWith("\"") ? JsonType.json(text) : TextNode.valueOf(text), path);
        }
    }

    /** What JSON has a word of its own for. */
    record Plain(
            String expected,
            Predicate<JsonNode> fits,
            Function<JsonNode, Object> reading,
            Function<Object, JsonNode> writing)
            implements Shape {

        static final Shape TRUTH = new Plain(
                "true or false",
                JsonNode::isBoolean,
                JsonNode::booleanValue,
                value -> BooleanNode.valueOf((Boolean) value));

        static final Shape INT = new Plain(
                "a whole number of 32 bits",
                node -> node.isIntegralNumber() && node.canConvertToInt(),
                JsonNode::intValue,
                value -> IntNode.valueOf((Integer) value));

        static final Shape LONG = new Plain(
                "a whole number of 64 bits",
                node -> node.isIntegralNumber() && node.canConvertToLong(),
                JsonNode::longValue,
                value -> LongNode.valueOf((Long) value));

        @Override
        public JsonNode write(Object value) {
            return writing.apply(value);
        }

        @Override
        public Object read(JsonNode node, String path) throws MisfitException {
            if (!fits.test(node)) {
                throw misfit(path, node, expected);
            }
            return reading.apply(node);
        }
    }

    /** A number with a fraction; what JSON has no number for is a text. */
    record Fraction() implements Shape {

        @Override
        public JsonNode write(Object value) {
            double number = (Double) value;
            return Double.isFinite(number) ? DoubleNode.valueOf(number) : TextNode.valueOf(Double.toString(number));
        }

        @Override
        public Object read(JsonNode node, String path) throws MisfitException {
            if (node.isNumber()) {
                return node.doubleValue();
            }
            return switch (node.asText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw misfit(path, node, "a number");
            };
        }
    }

    /** A value or nothing. */
    record Maybe(Shape value) implements Shape {

        @Override
        public JsonNode write(Object optional) {
            return ((Optional<?>) optional).map(value::write).orElse(NullNode.instance);
        }

        @Override
        public Object read(JsonNode node, String path) throws MisfitException {
            return node.isNull() ? Optional.empty() : Optional.of(value.read(node, path));
        }

        @Override
        public Object absent() {
            return Optional.empty();
        }
    }

    /** A list or set. */
    record Many(Shape element, boolean set) implements Shape {

        @Override
        public JsonNode write(Object values) {
            ArrayNode array = NODES.arrayNode();
            ((Collection<?>) values).forEach(value -> array.add(element.write(value)));
            return array;
        }

        @Override
        public Object read(JsonNode node, String path) throws MisfitException {
            if (!node.isArray()) {
                throw misfit(path, node, "a list");
            }
            List<Object> values = new ArrayList<>(node.size());
            for (JsonNode value : node) {
                values.add(element.read(value, path + '[' + values.size() + ']'));
            }
            return set
                    ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
                    : Collections.unmodifiableList(values);
        }

        @Override
        public Object absent() {
            return set ? Collections.emptySet() : Collections.emptyList();
        }
    }

    /** Values by name. */
    record Named(Shape element) implements Shape {

        @Override
        public JsonNode write(Object values) {
            ObjectNode object = NODES.objectNode();
            ((Map<?, ?>) values).forEach((name, value) -> object.set((String) name, element.write(value)));
            return object;
        }

        @Override
        public Object read(JsonNode node, String path) throws MisfitException {
            if (!node.isObject()) {
                throw misfit(path, node, "values by name");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                values.put(field.getKey(), element.read(field.getValue(), path + '.' + field.getKey()));
            }
            return Collections.unmodifiableMap(values);
        }

        @Override
        public Object absent() {
            return Collections.emptyMap();
        }
    }
}
