package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Message;
import java.io.IOException;

/** JSON that stands in a test. */
public final class Fixtures {

    private static final PictureOrigin ORIGIN =
            new PictureOrigin("pual", ChatKind.FRIEND, 2000000001L, new Uin(2000000001L), "5244");

    private Fixtures() {}

    /** Reads a content that a friend has said. */
    static Message heard(JsonNode content, boolean eraA) {
        return ContentReader.read(content, eraA, ORIGIN);
    }

    /** Reads a text that is known to be JSON. */
    public static JsonNode json(String text) {
        try {
            return JsonAnswer.JSON.readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
