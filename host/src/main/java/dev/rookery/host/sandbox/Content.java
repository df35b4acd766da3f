package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said: texts and faces. In plain text a face is written {@code [face:14]}, both in and out. */
record Content(List<Piece> pieces) {

    /** A text or a face. */
    sealed interface Piece {}

    record Text(String text) implements Piece {}

    record Face(int id) implements Piece {}

    private static final Pattern FACE = Pattern.compile("\\[face:(\\d{1,3})\\]");

    /** Reads what somebody typed. */
    static Content ofPlain(String plain) {
        List<Piece> pieces = new ArrayList<>();
        Matcher faces = FACE.matcher(plain);
        int end = 0;
        while (faces.find()) {
            addText(pieces, plain.substring(end, faces.start()));
            pieces.add(new Face(Integer.parseInt(faces.group(1))));
            end = faces.end();
        }
        addText(pieces, plain.substring(end));
        return new Content(List.copyOf(pieces));
    }

    /**
     * Reads the {@code content} of a send call: JSON text of an array of strings, faces and a font, the font at any
     * place. Elements of other kinds become a text of their name in brackets.
     *
     * @throws IllegalArgumentException when it is not a JSON array
     */
    static Content ofOutgoing(String json) {
        JsonNode array = Json.parse(json);
        if (!array.isArray()) {
            throw new IllegalArgumentException("content: " + array.getNodeType() + " (expected: an array)");
        }
        List<Piece> pieces = new ArrayList<>();
        for (JsonNode element : array) {
            String name = element.path(0).asText("");
            if (element.isTextual()) {
                addText(pieces, element.textValue());
            } else if (name.equals("face")) {
                pieces.add(new Face(element.path(1).asInt()));
            } else if (!name.equals("font")) {
                addText(pieces, "[" + name + "]");
            }
        }
        return new Content(List.copyOf(pieces));
    }

    private static void addText(List<Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Text(text));
        }
    }

    String plain() {
        StringBuilder plain = new StringBuilder();
        for (Piece piece : pieces) {
            plain.append(piece instanceof Face face ? "[face:" + face.id() + "]" : ((Text) piece).text());
        }
        return plain.toString();
    }

    /** The pieces as the control API tells them. */
    ArrayNode segments() {
        ArrayNode segments = Json.array();
        for (Piece piece : pieces) {
            if (piece instanceof Text text) {
                segments.addObject().put("type", "text").put("text", text.text());
            } else if (piece instanceof Face face) {
                segments.addObject().put("type", "face").put("id", face.id());
            }
        }
        return segments;
    }

    /**
     * The array of an incoming message: the font first, then texts and faces. A discussion message gets a blank at its
     * end where it would have three elements: ScienJus/smartqq reads the fourth whenever there is a third.
     */
    ArrayNode incoming(Era era, boolean discussion) {
        ArrayNode content = Json.array();
        ArrayNode font = content.addArray().add("font");
        font.addObject()
                .put("color", "000000")
                .put("name", era == Era.A ? "宋体" : "微软雅黑")
                .put("size", 10)
                .putArray("style")
                .add(0)
                .add(0)
                .add(0);
        for (Piece piece : pieces) {
            if (piece instanceof Text text) {
                // Texts of era A ended with a blank, which its clients strip.
                content.add(era == Era.A ? text.text() + " " : text.text());
            } else if (piece instanceof Face face) {
                content.addArray().add("face").add(face.id());
            }
        }
        if (discussion && content.size() == 3) {
            content.add(" ");
        }
        return content;
    }
}
