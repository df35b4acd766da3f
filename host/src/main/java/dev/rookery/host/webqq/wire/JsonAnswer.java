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
     * How many names, values and brackets a body may have. A group has 42 for each member: what fits into the 8 MiB of
     * a body has fewer. So many take some 100 MB for as long as they are read.
     */
    int MAX_TOKENS = 2_000_000;

    /** How long one string may be, in characters; the longest one known is a message. */
    int MAX_STRING_CHARS = 1 << 20;

    /** How long the name of a member may be, in characters. */
    int MAX_NAME_CHARS = 1_000;

    /** How many digits a number may have; the largest ones of the protocol have ten. */
    int MAX_DIGITS = 64;

    /**
     * For reading and writing JSON; real servers sent raw control characters now and then. What is over a bound is
     * malformed. Names of members are not kept from one body to the next: the table for them is one for all accounts,
     * and Jackson 2.22 is left with a broken one by a body whose names are made to collide.
     */
    JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
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
        return of(response.status(), response.text(StandardCharsets.UTF_8));
    }

    /** Reads a body that came with a status. Bytes that are not UTF-8 become U+FFFD. */
    static JsonAnswer of(int status, byte[] body) {
        return of(status, new String(body, StandardCharsets.UTF_8));
    }

    /** Reads a body that came with a status. A text, since Jackson by itself would look for other encodings. */
    static JsonAnswer of(int status, String body) {
        if (status != 200) {
            return new Unreadable(status, "HTTP status " + status);
        }
        int start = start(body);
        if (start == body.length()) {
            return new Unreadable(status, "an empty body");
        }
        if (body.charAt(start) == '<') {
            return new Unreadable(status, "a page of HTML");
        }
        String text = body.substring(start);
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

    /** Where the text begins, behind white space and the mark of the order of bytes. */
    private static int start(String body) {
        int start = 0;
        while (start < body.length() && isBlank(body.charAt(start))) {
            start++;
        }
        return start;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\uFEFF';
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
