package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is said: texts, faces and pictures. In plain text a face is written {@code [face:14]}, both in and out, and a
 * picture {@code [picture:<name>]}, out only.
 */
record Content(List<Piece> pieces) {

    /** A text, a face or a picture. */
    sealed interface Piece {}

    record Text(String text) implements Piece {}

    record Face(int id) implements Piece {}

    /**
     * A picture.
     *
     * @param customFace whether it goes as a custom face ({@code cface}); pictures in groups and discussions always do,
     *     those of friends else as an offline picture ({@code offpic})
     * @param path where an offline picture is fetched
     * @param fileId what the picture of a group is fetched by, 0 when it has none
     */
    record Picture(boolean customFace, String name, String path, long fileId) implements Piece {}

    private static final Pattern FACE = Pattern.compile("\\[face:(\\d{1,3})\\]");

    /** Any host and key do: clients pass them on when they fetch the picture. Those of a capture. */
    private static final String PICTURE_SERVER = "119.147.15.201:443";

    private static final String PICTURE_KEY = "YkC3WaD3h5pPxYrY";

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
     * Reads the {@code content} of a send call: JSON text of an array of strings, faces, pictures and a font, the font
     * at any place. Elements of other kinds become a text of their name in brackets.
     *
     * @param strict whether a string must be among them, as the real service wanted (lwqq adds a line break for it)
     * @throws IllegalArgumentException when it is not a JSON array, or not one with a string although {@code strict}
     */
    static Content ofOutgoing(String json, boolean strict) {
        JsonNode array = Json.parse(json);
        if (!array.isArray()) {
            throw new IllegalArgumentException("content: " + array.getNodeType() + " (expected: an array)");
        }
        List<Piece> pieces = new ArrayList<>();
        boolean hasString = false;
        for (JsonNode element : array) {
            if (element.isTextual()) {
                hasString = true;
                addText(pieces, element.textValue());
            } else {
                addElement(pieces, element);
            }
        }
        if (strict && !hasString) {
            throw new IllegalArgumentException("content: no text among the elements (expected: at least one)");
        }
        return new Content(List.copyOf(pieces));
    }

    private static void addElement(List<Piece> pieces, JsonNode element) {
        String name = element.path(0).asText("");
        switch (name) {
            case "font" -> {}
            case "face" -> pieces.add(new Face(element.path(1).asInt()));
            case "offpic" ->
                pieces.add(new Picture(
                        false, element.path(2).asText(""), element.path(1).asText(""), 0));
            // ["cface","<name>"] to a friend, ["cface","group","<name>"] to a group or discussion.
            case "cface" ->
                pieces.add(new Picture(true, element.path(element.size() - 1).asText(""), "", 0));
            default -> addText(pieces, "[" + name + "]");
        }
    }

    private static void addText(List<Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Text(text));
        }
    }

    String plain() {
        StringBuilder plain = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Text text) {
                plain.append(text.text());
            } else if (piece instanceof Face face) {
                plain.append("[face:").append(face.id()).append(']');
            } else if (piece instanceof Picture picture) {
                plain.append("[picture:").append(picture.name()).append(']');
            }
        }
        return plain.toString();
    }

    /** The pieces as the control API tells them. */
    ArrayNode segments() {
        ArrayNode segments = Json.array();
        for (Piece piece : pieces) {
            ObjectNode segment = segments.addObject();
            if (piece instanceof Text text) {
                segment.put("type", "text").put("text", text.text());
            } else if (piece instanceof Face face) {
                segment.put("type", "face").put("id", face.id());
            } else if (piece instanceof Picture picture) {
                segment.put("type", picture.customFace() ? "cface" : "picture")
                        .put("name", picture.name())
                        .put("path", picture.path());
            }
        }
        return segments;
    }

    /**
     * The array of an incoming message: the font first, then the pieces. A discussion message gets a blank at its end
     * where it would have three elements: ScienJus/smartqq reads the fourth whenever there is a third.
     */
    ArrayNode incoming(Era era, ChatKey.Kind kind) {
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
            } else if (piece instanceof Picture picture) {
                add(content, picture, kind);
            }
        }
        if (kind == ChatKey.Kind.DISCUSSION && content.size() == 3) {
            content.add(" ");
        }
        return content;
    }

    private static void add(ArrayNode content, Picture picture, ChatKey.Kind kind) {
        if (kind == ChatKey.Kind.GROUP || kind == ChatKey.Kind.DISCUSSION) {
            content.addArray()
                    .add("cface")
                    .addObject()
                    .put("name", picture.name())
                    .put("file_id", picture.fileId())
                    .put("key", PICTURE_KEY)
                    .put("server", PICTURE_SERVER);
        } else if (picture.customFace()) {
            content.addArray().add("cface").add(picture.name()).add("");
        } else {
            content.addArray().add("offpic").addObject().put("success", 1).put("file_path", picture.path());
        }
    }
}
