package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpserver.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and changes answers that are on their way to a client. What is no JSON stays as it is. */
final class PollAnswer {

    /** Quotation marks within texts are escaped, so this finds fields only. */
    private static final Pattern MESSAGE_ID = Pattern.compile("[{,]\"msg_id\":(\\d{1,18})[,}]");

    private PollAnswer() {}

    /** The msg_ids that an answer delivers. */
    static List<Long> messageIds(Response answer) {
        String body = text(answer);
        if (!body.contains("\"poll_type\"")) {
            return List.of();
        }
        List<Long> ids = new ArrayList<>(1);
        Matcher found = MESSAGE_ID.matcher(body);
        while (found.find()) {
            ids.add(Long.parseLong(found.group(1)));
        }
        return ids;
    }

    /** Whether an answer delivers anything. */
    static boolean delivers(Response answer) {
        return !entries(answer).isEmpty();
    }

    /** Whether it says that there was nothing to deliver. */
    static boolean isIdle(Response answer) {
        return json(answer).filter(json -> json.path("retcode").asInt() == 0).isPresent() && !delivers(answer);
    }

    /** The entries of the result. */
    static List<JsonNode> entries(Response answer) {
        List<JsonNode> entries = new ArrayList<>();
        json(answer)
                .map(json -> json.path("result"))
                .filter(JsonNode::isArray)
                .ifPresent(result -> result.forEach(entries::add));
        entries.removeIf(entry -> !entry.has("poll_type"));
        return entries;
    }

    static Response withEntries(Response answer, List<JsonNode> entries) {
        ObjectNode body = Json.object().put("retcode", 0);
        ArrayNode result = body.putArray("result");
        entries.forEach(result::add);
        return withText(answer, Json.write(body));
    }

    static Optional<JsonNode> json(Response answer) {
        String body = text(answer);
        if (!body.startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(body));
        } catch (IllegalArgumentException notJson) {
            return Optional.empty();
        }
    }

    static String text(Response answer) {
        return new String(answer.body(), UTF_8);
    }

    static Response withText(Response answer, String body) {
        return answer.withBody(body.getBytes(UTF_8));
    }
}
