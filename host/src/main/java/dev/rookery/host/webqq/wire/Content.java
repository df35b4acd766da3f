package dev.rookery.host.webqq.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the {@code content} of a message that is sent: a string that holds a JSON array with the font last. What is
 * heard is read by {@link ContentReader}.
 */
public final class Content {

    /** What real servers wanted at least one of: faces alone were not delivered (lwqq adds a text of its own, too). */
    private static final String NO_TEXT = " ";

    /** The font of the clients that named one that Windows had (Mojo-Webqq, qqbot, ScienJus). */
    private static final String FONT = "宋体";

    private static final int FONT_SIZE = 10;
    private static final int MAX_FONT_SIZE = 99;
    private static final String COLOR = "000000";

    /** Charged for a picture, whose name on the wire is known only after its upload. */
    private static final int PICTURE_BYTES = 128;

    private Content() {}

    /** As {@link #write(Message, Map)} without pictures. */
    public static String write(Message message) {
        return write(message, Map.of());
    }

    /**
     * Writes a message in its style. What WebQQ cannot show goes as its text form: a mention as {@code @name} and a
     * space, a face of another network, a picture that was not uploaded, an unknown segment as {@link Segment#alt}.
     *
     * @param pictures the uploaded ones
     */
    public static String write(Message message, Map<Segment.Image, OutgoingPicture> pictures) {
        ArrayNode content = JsonAnswer.JSON.createArrayNode();
        StringBuilder text = new StringBuilder();
        boolean anyText = false;
        for (Segment piece : pieces(message)) {
            OutgoingPicture uploaded = piece instanceof Segment.Image image ? pictures.get(image) : null;
            if (piece instanceof Segment.Face face) {
                anyText |= addText(content, text);
                content.addArray().add("face").add(Integer.parseInt(face.id()));
            } else if (uploaded != null) {
                anyText |= addText(content, text);
                add(content.addArray(), uploaded);
            } else {
                text.append(WireText.outgoing(piece.alt()));
            }
        }
        anyText |= addText(content, text);
        if (!anyText) {
            content.add(NO_TEXT);
        }
        addFont(content, message.style());
        return content.toString();
    }

    /**
     * The message as WebQQ can show it: texts, faces by a number that can be sent, and pictures, which may have to
     * become texts yet.
     */
    static List<Segment> pieces(Message message) {
        List<Segment> pieces = new ArrayList<>();
        List<Segment> segments = message.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment instanceof Segment.Image) {
                pieces.add(segment);
            } else if (segment instanceof Segment.Face face) {
                pieces.add(Faces.sendable(face).<Segment>map(known -> known).orElse(text(face.alt())));
            } else if (segment instanceof Segment.Mention mention) {
                // Clients tell a mention from a name by the space behind it (Mojo-Webqq, qqbot).
                boolean spaceFollows = i + 1 < segments.size()
                        && segments.get(i + 1) instanceof Segment.Text next
                        && Character.isWhitespace(next.text().codePointAt(0));
                pieces.add(text(mention.alt() + (spaceFollows ? "" : " ")));
            } else {
                pieces.add(text(segment.alt()));
            }
        }
        return Message.of(pieces).segments();
    }

    private static Segment.Text text(String text) {
        return new Segment.Text(WireText.outgoing(text));
    }

    /** How many bytes of UTF-8 a piece of {@link #pieces} takes in the content, as it is escaped there. */
    static int bytes(Segment piece) {
        if (piece instanceof Segment.Face face) {
            return "\"[\"face\",],\"".length() + 1 + face.id().length();
        }
        int text = bytes(piece.alt());
        return piece instanceof Segment.Image ? Math.max(text, PICTURE_BYTES) : text;
    }

    /** How many bytes of UTF-8 a text takes inside a JSON string. */
    static int bytes(String text) {
        return text.codePoints().map(Content::bytes).sum();
    }

    static int bytes(int codePoint) {
        return switch (codePoint) {
            case '"', '\\', '\n', '\r', '\t', '\b', '\f' -> 2;
            default -> {
                if (codePoint < 0x20) {
                    yield "\\u0000".length();
                }
                yield codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            }
        };
    }

    private static boolean addText(ArrayNode content, StringBuilder text) {
        if (text.length() == 0) {
            return false;
        }
        content.add(text.toString());
        text.setLength(0);
        return true;
    }

    private static void add(ArrayNode element, OutgoingPicture picture) {
        if (picture instanceof OutgoingPicture.Offpic offpic) {
            element.add("offpic").add(offpic.path()).add(offpic.name()).add(offpic.size());
        } else if (picture instanceof OutgoingPicture.FriendFace face) {
            element.add("cface").add(face.name());
        } else if (picture instanceof OutgoingPicture.GroupFace face) {
            element.add("cface").add("group").add(face.name());
        }
    }

    private static void addFont(ArrayNode content, TextStyle style) {
        ObjectNode font = content.addArray().add("font").addObject();
        String name = WireText.name(style.font());
        boolean sized = style.size() > 0 && style.size() <= MAX_FONT_SIZE;
        font.put("name", name.isEmpty() ? FONT : name).put("size", sized ? style.size() : FONT_SIZE);
        font.putArray("style")
                .add(style.bold() ? 1 : 0)
                .add(style.italic() ? 1 : 0)
                .add(style.underlined() ? 1 : 0);
        font.put("color", WireText.isColor(style.color()) ? style.color() : COLOR);
    }
}
