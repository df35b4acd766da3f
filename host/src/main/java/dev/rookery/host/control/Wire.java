package dev.rookery.host.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines. A request is {@code {"words":["plugin","reload","echo"]}}, its answer {@code {"exit":0,"text":"…"}}; each
 * ends with a line feed and is UTF-8.
 */
final class Wire {

    /** The name of the socket in the data folder. */
    static final String NAME = "control.sock";

    /** The longest request, in bytes. */
    static final int MOST_REQUEST_BYTES = 64 * 1024;

    /** The longest answer, in bytes; a longer text is cut. */
    static final int MOST_ANSWER_BYTES = 4 * 1024 * 1024;

    /** The most characters of an answer's text, each at most six bytes in JSON. */
    private static final int MOST_TEXT = MOST_ANSWER_BYTES / 6 - 100;

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(10).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Wire() {}

    static byte[] request(List<String> words) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        words.forEach(request.putArray("words")::add);
        return line(request);
    }

    /** The words of a request; empty if it is none. */
    static Optional<List<String>> words(byte[] line) {
        JsonNode given;
        try {
            given = JSON.readTree(line).path("words");
        } catch (IOException malformed) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (JsonNode word : given) {
            if (!word.isTextual()) {
                return Optional.empty();
            }
            words.add(word.textValue());
        }
        return given.isArray() && !words.isEmpty() ? Optional.of(words) : Optional.empty();
    }

    static byte[] answer(Answer answer) {
        String text = answer.text().length() <= MOST_TEXT
                ? answer.text()
                : answer.text().substring(0, MOST_TEXT) + "\n(and more)";
        return line(
                JsonNodeFactory.instance.objectNode().put("exit", answer.exit()).put("text", text));
    }

    /**
     * Reads an answer.
     *
     * @throws IOException if it is none
     */
    static Answer answer(byte[] line) throws IOException {
        JsonNode given;
        try {
            given = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IOException("the host did not answer in JSON (expected: a host of this version)", e);
        }
        if (!given.path("exit").isInt() || !given.path("text").isTextual()) {
            throw new IOException("the host did not answer as expected (expected: a host of this version)");
        }
        return new Answer(given.path("exit").intValue(), given.path("text").textValue());
    }

    private static byte[] line(ObjectNode node) {
        return (node + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
