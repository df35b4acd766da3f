package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** JSON that stands in a test. */
public final class Fixtures {

    private Fixtures() {}

    /** Reads a text that is known to be JSON. */
    public static JsonNode json(String text) {
        try {
            return JsonAnswer.JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
