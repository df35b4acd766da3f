package dev.rookery.host.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * JSON as the sandbox reads and writes it. Written with raw UTF-8, since Mojo-Webqq crashes on escaped names; read with
 * tolerance for control characters and odd escapes, since some clients build theirs by hand (SmartQQBot). Names of
 * members are not kept from one text to the next: the table for them is one for all clients, and Jackson 2.22 is left
 * with a broken one by a text whose names are made to collide.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException when it is not JSON, or is deeper or longer than what Jackson bears
     */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException failure) {
            // Not the parser's own words: they quote what somebody has written.
            JsonLocation at = failure.getLocation();
            String where = at == null ? "" : ", at line " + at.getLineNr() + " column " + at.getColumnNr();
            throw new IllegalArgumentException("not JSON" + where, failure);
        }
    }

    static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("a tree that cannot be written", failure);
        }
    }

    /** The field as a text; numbers as digits; a missing field, JSON null and the word "null" as the empty text. */
    static String text(JsonNode object, String field) {
        String text = object.path(field).asText("");
        return text.equals("null") ? "" : text;
    }

    /** The elements of an array; none for anything else. */
    static Stream<JsonNode> elements(JsonNode array) {
        return array.isArray() ? StreamSupport.stream(array.spliterator(), false) : Stream.empty();
    }

    /** The field as a number, whether written as number or as digits; -1 when it is neither. */
    static long number(JsonNode object, String field) {
        return object.path(field).asLong(-1);
    }
}
