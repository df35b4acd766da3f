package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Finds what people have written in the JSON that the sandbox answers: names, and the texts of messages. */
final class JsonTexts {

    private static final Set<String> NAMES =
            Set.of("nick", "name", "card", "markname", "lnick", "memo", "discu_name", "fingermemo");

    private JsonTexts() {}

    /** Changes every name, and the texts of messages if wanted, in place. The name of a font is none. */
    static void change(JsonNode node, boolean messages, UnaryOperator<String> change) {
        if (node instanceof ObjectNode object) {
            for (String field :
                    object.properties().stream().map(Map.Entry::getKey).toList()) {
                JsonNode value = object.get(field);
                if (value.isTextual() && NAMES.contains(field)) {
                    object.put(field, change.apply(value.textValue()));
                } else if (field.equals("content") && value instanceof ArrayNode content) {
                    changeContent(content, messages, change);
                } else {
                    change(value, messages, change);
                }
            }
        } else {
            node.forEach(element -> change(element, messages, change));
        }
    }

    private static void changeContent(ArrayNode content, boolean messages, UnaryOperator<String> change) {
        for (int i = 0; messages && i < content.size(); i++) {
            if (content.get(i).isTextual()) {
                content.set(i, TextNode.valueOf(change.apply(content.get(i).textValue())));
            }
        }
    }
}
