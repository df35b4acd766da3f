package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.message.Media;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code content} of a message that is heard: a JSON array with the font first. */
final class ContentReader {

    /** How many elements are read; for the rest stands one unknown segment. */
    static final int MAX_ELEMENTS = 1_000;

    private static final int MAX_FONT_SIZE = 99;

    /** What web users of era A had put behind their texts, and clients took off again. */
    private static final String PROMOTION = "【提示：此用户正在使用Q+ Web：http://";

    private static final List<String> PROMOTED = List.of("web.qq.com/】", "web2.qq.com/】", "web3.qq.com/】");

    private final boolean eraA;
    private final PictureOrigin origin;
    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private TextStyle style = TextStyle.PLAIN;
    private boolean anyFont;

    private ContentReader(boolean eraA, PictureOrigin origin) {
        this.eraA = eraA;
        this.origin = origin;
    }

    /**
     * Reads a content.
     *
     * @param content the array; a bare string is taken as a text
     * @param eraA whether the server speaks as in era A: it appends a space to every message, and writes {@code <} as
     *     {@code <}, where era B has entities
     * @return what was said, never empty: a content without any was a picture that the server withholds
     */
    static Message read(JsonNode content, boolean eraA, PictureOrigin origin) {
        return new ContentReader(eraA, origin).read(content);
    }

    private Message read(JsonNode content) {
        if (content.isTextual()) {
            addText(content);
        }
        int elements = 0;
        for (JsonNode element : content.isArray() ? content : List.<JsonNode>of()) {
            if (elements++ == MAX_ELEMENTS) {
                add(new Segment.Unknown("more", Map.of("elements", Integer.toString(content.size() - MAX_ELEMENTS))));
                break;
            }
            if (element.isArray()) {
                addSpecial(element);
            } else if (element.isTextual() || element.isNumber()) {
                addText(element);
            }
        }
        endText(true);
        if (segments.isEmpty()) {
            segments.add(picture(new PictureReference.Withheld(), ""));
        }
        return Message.of(segments).withStyle(style);
    }

    private void addText(JsonNode element) {
        text.append(eraA ? WireText.outgoing(element.asText()) : WireText.text(element.asText()));
    }

    private void add(Segment segment) {
        endText(false);
        segments.add(segment);
    }

    private void endText(boolean last) {
        String said = last ? trimEnd(text.toString()) : text.toString();
        text.setLength(0);
        if (!said.isEmpty()) {
            segments.add(new Segment.Text(said));
        }
    }

    /** Takes off what nobody typed: a space and the promotion in era A, and a lone space behind a face. */
    private String trimEnd(String said) {
        String rest = eraA ? withoutPromotion(said.endsWith(" ") ? said.substring(0, said.length() - 1) : said) : said;
        boolean afterFace = !segments.isEmpty() && segments.get(segments.size() - 1) instanceof Segment.Face;
        return afterFace && rest.equals(" ") ? "" : rest;
    }

    private static String withoutPromotion(String said) {
        int promotion = said.lastIndexOf(PROMOTION);
        return promotion >= 0 && PROMOTED.contains(said.substring(promotion + PROMOTION.length()))
                ? said.substring(0, promotion).stripTrailing()
                : said;
    }

    private void addSpecial(JsonNode element) {
        String type = WireText.name(element.path(0).asText(""));
        JsonNode detail = element.path(1);
        switch (type) {
            case "" -> {
                // Not even a type: nothing that could be told.
            }
            case "font" -> {
                if (!anyFont) {
                    anyFont = true;
                    style = style(new Fields(detail));
                }
            }
            case "face" -> add(Faces.read(detail));
            case "offpic" -> add(offpic(new Fields(detail)));
            case "cface" -> add(detail.isObject() ? groupFace(new Fields(detail)) : friendFace(detail));
            default -> add(new Segment.Unknown(type, Map.of()));
        }
    }

    private static TextStyle style(Fields font) {
        long size = font.number("size");
        JsonNode flags = font.node().path("style");
        String color = font.name("color");
        return new TextStyle(
                font.name("name"),
                size <= MAX_FONT_SIZE ? (int) size : 0,
                isSet(flags.path(0)),
                isSet(flags.path(1)),
                isSet(flags.path(2)),
                WireText.isColor(color) ? color : "");
    }

    private static boolean isSet(JsonNode flag) {
        return WireNumber.of(flag).orElse(0) == 1;
    }

    private Segment offpic(Fields detail) {
        return picture(field(detail, "file_path").map(path -> new PictureReference.Offpic(origin.sender(), path)), "");
    }

    private Segment groupFace(Fields detail) {
        Optional<String> name = field(detail, "name");
        return picture(
                name.map(file -> new PictureReference.GroupFace(
                        origin.kind() == ChatKind.DISCUSSION,
                        origin.group(),
                        origin.sender(),
                        file,
                        field(detail, "file_id").orElse(""),
                        field(detail, "key").orElse(""),
                        field(detail, "server").orElse(""))),
                name.orElse(""));
    }

    private Segment friendFace(JsonNode detail) {
        String name = WireText.name(detail.asText(""));
        return picture(
                name.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new PictureReference.FriendFace(origin.sender(), origin.messageId(), name)),
                name);
    }

    private static Optional<String> field(Fields detail, String name) {
        String value = WireText.clean(detail.node().path(name).asText(""));
        return value.isEmpty() || value.length() > PictureReference.MAX_FIELD_CHARS
                ? Optional.empty()
                : Optional.of(value);
    }

    private Segment picture(Optional<? extends PictureReference> reference, String name) {
        return reference
                .map(known -> picture(known, name))
                .orElseGet(() -> picture(new PictureReference.Withheld(), name));
    }

    private Segment picture(PictureReference reference, String name) {
        return new Segment.Image(new Media.Remote(origin.account(), reference.write()), name);
    }
}
