package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code content} of a message: incoming a JSON array with the font first, outgoing a string that holds such an
 * array with the font last.
 */
public final class Content {

    /**
     * What a message without any content was: since early 2018 pictures arrive as the font alone (Mojo-Webqq, qqbot).
     */
    public static final Message PICTURE = Message.of(new Segment.Unknown("picture", Map.of()));

    /** What real servers wanted at least one of: faces alone were not delivered (lwqq adds a text of its own, too). */
    private static final String NO_TEXT = " ";

    private Content() {}

    /**
     * Reads an incoming content.
     *
     * @param content the array; a bare string is taken as a text
     * @param padded whether the server appends a space to every message, as those of era A do
     */
    public static Message read(JsonNode content, boolean padded) {
        List<Segment> segments = new ArrayList<>();
        if (content.isTextual()) {
            segments.add(new Segment.Text(WireText.text(content.asText())));
        }
        for (JsonNode element : content) {
            if (element.isArray()) {
                special(element).ifPresent(segments::add);
            } else if (element.isTextual() || element.isNumber()) {
                segments.add(new Segment.Text(WireText.text(element.asText())));
            }
        }
        trimEnd(segments, padded);
        Message message = Message.of(segments);
        return message.isEmpty() ? PICTURE : message;
    }

    /** Writes an outgoing content; a piece that WebQQ does not know goes as its text form. */
    public static String write(Message message) {
        ArrayNode content = JsonAnswer.JSON.createArrayNode();
        StringBuilder text = new StringBuilder();
        boolean anyText = false;
        for (Segment segment : message.segments()) {
            if (segment instanceof Segment.Face face && face.id().matches("\\d{1,5}")) {
                anyText |= addText(content, text);
                content.addArray().add("face").add(Integer.parseInt(face.id()));
            } else {
                text.append(WireText.lines(segment.alt()));
            }
        }
        anyText |= addText(content, text);
        if (!anyText) {
            content.add(NO_TEXT);
        }
        ObjectNode font = content.addArray().add("font").addObject();
        font.put("name", "宋体").put("size", 10).putArray("style").add(0).add(0).add(0);
        font.put("color", "000000");
        return content.toString();
    }

    private static boolean addText(ArrayNode content, StringBuilder text) {
        if (text.length() == 0) {
            return false;
        }
        content.add(text.toString());
        text.setLength(0);
        return true;
    }

    private static Optional<Segment> special(JsonNode element) {
        String type = element.path(0).asText();
        JsonNode detail = element.path(1);
        return switch (type) {
            case "font", "" -> Optional.empty();
            case "face" -> Optional.of(Faces.face(detail.asText()));
            case "offpic" -> Optional.of(picture(detail.path("file_path").asText()));
            case "cface" ->
                Optional.of(picture(detail.isObject() ? detail.path("name").asText() : detail.asText()));
            default -> Optional.of(new Segment.Unknown(type, Map.of()));
        };
    }

    private static Segment picture(String file) {
        return new Segment.Unknown("picture", Map.of("file", file));
    }

    /** Takes off one space: the one of era A, or the lone one that clients put after a face. */
    private static void trimEnd(List<Segment> segments, boolean padded) {
        int last = segments.size() - 1;
        if (last < 0 || !(segments.get(last) instanceof Segment.Text end)) {
            return;
        }
        boolean afterFace = last > 0 && segments.get(last - 1) instanceof Segment.Face;
        if ((padded && end.text().endsWith(" ")) || (afterFace && end.text().equals(" "))) {
            segments.set(
                    last, new Segment.Text(end.text().substring(0, end.text().length() - 1)));
        }
    }
}
