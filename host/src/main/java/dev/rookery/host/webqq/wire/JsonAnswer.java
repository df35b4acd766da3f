package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
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

    /** How deep arrays and objects may stand in each other; the protocol's own go six deep. */
    int MAX_DEPTH = 32;

    /**
     * How many names, values and brackets a body may have. A group of 10,000 members has 420,000; a million of them
     * take about 50 MB while they are read.
     */
    int MAX_TOKENS = 1_000_000;

    /** How long one string may be, in characters; the longest one known is a message. */
    int MAX_STRING_CHARS = 1 << 20;

    /** How long the name of a member may be, in characters. */
    int MAX_NAME_CHARS = 1_000;

    /** How many digits a number may have; the largest ones of the protocol have ten. */
    int MAX_DIGITS = 64;

    /**
     * For reading and writing JSON; real servers sent raw control characters now and then. What is over a bound is
     * malformed.
     */
    JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .maxStringLength(MAX_STRING_CHARS)
                            .maxNameLength(MAX_NAME_CHARS)
                            .maxNumberLength(MAX_DIGITS)
                            .build())
                    .build())
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
        } catch (StreamConstraintsException e) {
            return new Unreadable(status, "JSON that is too deep, too long or has too many parts");
        } catch (JsonProcessingException e) {
            // Its message would quote the body, which holds tokens and what people wrote.
            return new Unreadable(status, "malformed JSON");
        }
    }

    /** The code goes by three names (qqbot reads them in this order); a result without any means success. */
    private static int retcode(ObjectNode body) {
        for (String name : new String[] {"retcode", "errCode", "ec"}) {
            if (body.hasNonNull(name)) {
                JsonNode code = body.get(name);
                return code.isNumber() && !code.canConvertToInt() ? NO_RETCODE : code.asInt(NO_RETCODE);
            }
        }
        return body.has("result") ? 0 : NO_RETCODE;
    }
}
