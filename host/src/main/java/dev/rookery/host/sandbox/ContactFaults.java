package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What goes wrong with contact lists. */
final class ContactFaults {

    private static final int PARTIAL = 100_003;

    private ContactFaults() {}

    static void partial(Strike strike) {
        String missing = strike.text("missing");
        strike.onAnswer(answer -> strike.exchange()
                .respond(PollAnswer.json(answer)
                        .filter(json -> json.path("result").isContainerNode() && !PollAnswer.delivers(answer))
                        .map(json -> {
                            takeAway((ObjectNode) json, missing);
                            return PollAnswer.withText(answer, Json.write(json));
                        })
                        .orElse(answer)));
    }

    private static void takeAway(ObjectNode json, String missing) {
        JsonNode result = json.path("result");
        switch (missing) {
            case "cards" -> remove(result, List.of("cards", "gmarklist", "marknames"));
            case "profiles" -> remove(result, List.of("minfo", "mem_info", "info"));
            case "retcode" -> {
                json.put("retcode", PARTIAL);
                empty(result);
            }
            default -> empty(result);
        }
    }

    private static void remove(JsonNode result, List<String> fields) {
        if (result instanceof ObjectNode object) {
            object.remove(fields);
        }
    }

    private static void empty(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.removeAll();
        } else {
            node.forEach(ContactFaults::empty);
        }
    }

    static void wrongHash(Strike strike) {
        Replies.refuse(strike.exchange(), strike.scene().errorHold(), Replies.WRONG_HASH);
    }

    static void names(Strike strike) {
        String suffix = strike.text("suffix");
        strike.onAnswer(answer -> strike.exchange()
                .respond(PollAnswer.json(answer)
                        .map(json -> {
                            JsonTexts.change(json, false, name -> name + suffix);
                            return PollAnswer.withText(answer, Json.write(json));
                        })
                        .orElse(answer)));
    }
}
