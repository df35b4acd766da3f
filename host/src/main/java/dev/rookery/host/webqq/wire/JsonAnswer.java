package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.host.httpstream.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What a call of {@code channel/*} or {@code api/*} came back with, read leniently. */
public sealed interface JsonAnswer {

    /** JSON as the protocol has it. */
    record Json(int retcode, JsonNode body) implements JsonAnswer {

        /** The member {@code result}; a missing node when there is none. */
        public JsonNode result() {
            return body.path("result");
        }

        @Override
        public String kind() {
            return retcode == NO_RETCODE ? "JSON without a retcode" : "retcode " + retcode;
        }
    }

    /**
     * Anything else.
     *
     * @param status the HTTP status
     * @param kind what it was
     */
    record Unreadable(int status, String kind) implements JsonAnswer {}

    /** What it was in a few words that may be logged: the same for the same trouble, and nothing of the body. */
    String kind();

    /** The retcode of a body that has none. */
    int NO_RETCODE = -1;

    /** For reading and writing JSON; real servers sent raw control characters now and then. */
    JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    /** Reads a response. Bodies are UTF-8 whatever their Content-Type says. */
    static JsonAnswer of(HttpResponse response) {
        return of(response.status(), new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Reads a body that came with a status. */
    static JsonAnswer of(int status, String body) {
        if (status != 200) {
            return new Unreadable(status, "HTTP status " + status);
        }
        String text = body.strip();
        if (text.isEmpty()) {
            return new Unreadable(status, "an empty body");
        }
        if (text.startsWith("<")) {
            return new Unreadable(status, "a page of HTML");
        }
        try {
            return JSON.readTree(text) instanceof ObjectNode object
                    ? new Json(retcode(object), object)
                    : new Unreadable(status, "JSON that is not an object");
        } catch (JsonProcessingException e) {
            // Its message would quote the body, which holds tokens and what people wrote.
            return new Unreadable(status, "malformed JSON");
        }
    }

    /** The code goes by three names (qqbot reads them in this order); a result without any means success. */
    private static int retcode(ObjectNode body) {
        for (String name : new String[] {"retcode", "errCode", "ec"}) {
            if (body.hasNonNull(name)) {
                return body.get(name).asInt(NO_RETCODE);
            }
        }
        return body.has("result") ? 0 : NO_RETCODE;
    }
}
