package dev.rookery.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.config.ConfigNode.Scalar;
import dev.rookery.host.config.SettingType.Component;
import dev.rookery.host.config.SettingType.ListType;
import dev.rookery.host.config.SettingType.MapType;
import dev.rookery.host.config.SettingType.OptionalType;
import dev.rookery.host.config.SettingType.RecordType;
import dev.rookery.host.config.SettingType.ScalarType;
import dev.rookery.host.config.SettingType.VariantsType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a model down as a JSON Schema (draft 7), with which editors complete and check a configuration file. It allows
 * whatever {@link Binder} takes, and some of what the records' constructors refuse: these are code.
 */
final class Schema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What is filled in may be anything. */
    private static final String FILLED_IN = "filledIn";

    private final ObjectNode definitions = JSON.objectNode();
    private final Map<SettingType, String> names = new HashMap<>();

    private Schema() {
        definitions
                .putObject(FILLED_IN)
                .put("type", "string")
                .put("pattern", "\\$\\{.+\\}")
                .put("description", "${NAME}, ${NAME:-default} or ${file:/run/secrets/x}");
    }

    /** The schema of a file that is bound to a record. */
    static String of(Class<? extends Record> type) {
        Schema schema = new Schema();
        ObjectNode root = JSON.objectNode().put("$schema", "http://json-schema.org/draft-07/schema#");
        root.setAll(schema.record(SettingTypes.of(type), JSON.objectNode()));
        root.set("definitions", schema.definitions);
        return root.toPrettyString();
    }

    private ObjectNode type(SettingType type) {
        if (type instanceof OptionalType optional) {
            return type(optional.value());
        }
        if (type instanceof ScalarType scalar) {
            return scalar(scalar);
        }
        if (type instanceof ListType list) {
            ObjectNode schema = nullable("array").put("uniqueItems", list.distinct());
            return schema.set("items", type(list.element()));
        }
        if (type instanceof MapType map) {
            return nullable("object").set("additionalProperties", type(map.value()));
        }
        if (type instanceof RecordType || type instanceof VariantsType) {
            return definition(type);
        }
        return nullable("object"); // a section, which is bound to what only a plugin knows
    }

    /** What is not given is as good as empty. */
    private static ObjectNode nullable(String type) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    private static ObjectNode scalar(ScalarType type) {
        ObjectNode plain = JSON.objectNode();
        if (type.json().equals("string") && type.names().isEmpty()) {
            plain.putArray("type").add("string").add("number").add("boolean"); // what YAML takes a text for
            return plain.put("description", type.expected());
        }
        plain.put("type", type.json());
        if (type.json().equals("string")) {
            ArrayNode values = plain.putArray("enum");
            type.names().forEach(values::add);
        }
        ObjectNode schema = JSON.objectNode().put("description", type.expected());
        schema.putArray("anyOf").add(plain).add(reference(FILLED_IN));
        return schema;
    }

    private static ObjectNode reference(String name) {
        return JSON.objectNode().put("$ref", "#/definitions/" + name);
    }

    /** By name, as it may lead back to itself. */
    private ObjectNode definition(SettingType type) {
        String known = names.get(type);
        if (known != null) {
            return reference(known);
        }
        String name = "mapping" + (names.size() + 1);
        names.put(type, name);
        definitions.set(
                name,
                type instanceof RecordType record
                        ? record(record, JSON.objectNode())
                        : variants((VariantsType) type, JSON.objectNode()));
        return reference(name);
    }

    private ObjectNode variants(VariantsType type, ObjectNode spoken) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode choices = schema.putArray("oneOf");
        type.variants().forEach((value, variant) -> {
            ObjectNode alsoSpoken = spoken.deepCopy();
            alsoSpoken.putObject(type.key()).put("const", value);
            choices.add(
                    variant instanceof RecordType record
                            ? record(record, alsoSpoken)
                            : variants((VariantsType) variant, alsoSpoken));
        });
        return schema;
    }

    /**
     * A mapping with a record's keys.
     *
     * @param spoken the keys that have chosen it
     */
    private ObjectNode record(RecordType type, ObjectNode spoken) {
        ObjectNode properties = spoken.deepCopy();
        ArrayNode required = JSON.arrayNode();
        spoken.fieldNames().forEachRemaining(required::add);
        ObjectNode schema =
                required.isEmpty() ? nullable("object") : JSON.objectNode().put("type", "object");
        if (!type.doc().isEmpty()) {
            schema.put("description", type.doc());
        }
        schema.set("properties", properties);
        schema.put("additionalProperties", false);
        for (Component component : type.components()) {
            if (component.rest()) {
                schema.set("additionalProperties", type(((MapType) component.type()).value()));
            } else {
                properties.set(component.key(), property(component));
            }
            if (component.fallback().isEmpty() && !component.mayBeAbsent(Set.of())) {
                required.add(component.key());
            }
        }
        return required.isEmpty() ? schema : schema.put("type", "object").set("required", required);
    }

    private ObjectNode property(Component component) {
        ObjectNode schema = type(component.type());
        String told = schema.path("description").asText();
        String description =
                component.doc().isEmpty() || told.isEmpty() ? component.doc() + told : component.doc() + "\n\n" + told;
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        component
                .fallback()
                .flatMap(fallback -> plain(component.type(), fallback))
                .ifPresent(fallback -> schema.set("default", fallback));
        return schema;
    }

    /** A default that is a single text, as JSON has it. */
    private static Optional<JsonNode> plain(SettingType type, ConfigNode fallback) {
        if (!(type instanceof ScalarType scalar && fallback instanceof Scalar written)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (scalar.json()) {
                    case "integer" -> JSON.numberNode(Long.parseLong(written.text()));
                    case "number" -> JSON.numberNode(Double.parseDouble(written.text()));
                    case "boolean" -> JSON.booleanNode(Boolean.parseBoolean(written.text()));
                    default -> JSON.textNode(written.text());
                });
    }
}
