package dev.rookery.host.webqq.wire;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import dev.rookery.api.message.TextStyle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a message into parts that the servers take whole. They truncated or lost texts somewhere under 1000 bytes; qqbot
 * found 720 bytes of UTF-8 to be safe. A cut is made after the last white space near the end of a part, else between
 * two characters as a reader sees them, so that no emoji falls apart; the parts put together are the message again, and
 * each has its style. What counts is what is sent: a quotation mark as the two characters it becomes in the content, a
 * face as its element there. The time taken grows with the message's length and no faster.
 */
public final class MessageParts {

    /** How far back from the end of a part white space is looked for, in bytes. */
    private static final int NEAR = 100;

    /** A character as a reader sees it; {@code BreakIterator} of JDK 17 would cut joined emoji. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final Pattern CODE_POINT = Pattern.compile("(?s:.)");

    private final int limit;
    private final TextStyle style;
    private final List<Message> parts = new ArrayList<>();
    private final List<Segment> part = new ArrayList<>();
    private int used;

    private MessageParts(int limit, TextStyle style) {
        this.limit = limit;
        this.style = style;
    }

    /**
     * Cuts a message.
     *
     * @param message what to say
     * @param limit the most bytes of UTF-8 that a part may have in the content, at least 4; a single character, face or
     *     picture that has more is a part of its own
     * @return at least one part, in order
     */
    public static List<Message> of(Message message, int limit) {
        List<Segment> pieces = Content.pieces(message);
        if (pieces.stream().mapToLong(Content::bytes).sum() <= limit) {
            return List.of(message);
        }
        MessageParts cutter = new MessageParts(limit, message.style());
        for (Segment piece : pieces) {
            if (piece instanceof Segment.Text text) {
                cutter.add(text.text());
            } else {
                cutter.add(piece);
            }
        }
        cutter.close();
        return cutter.parts;
    }

    /** How many bytes of UTF-8 a text has by itself. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void add(Segment whole) {
        int size = Content.bytes(whole);
        if (used + size > limit) {
            close();
        }
        part.add(whole);
        used += size;
    }

    private void add(String text) {
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start, CLUSTER);
            if (end == start && used > 0) {
                close();
                continue;
            }
            if (end == start) {
                end = end(text, start, CODE_POINT);
            }
            if (end == start) {
                end = text.offsetByCodePoints(start, 1);
            }
            part.add(new Segment.Text(text.substring(start, end)));
            used += Content.bytes(text.substring(start, end));
            start = end;
            if (start < text.length()) {
                close();
            }
        }
    }

    private void close() {
        Message closed = Message.of(part).withStyle(style);
        if (!closed.isEmpty()) {
            parts.add(closed);
        }
        part.clear();
        used = 0;
    }

    /**
     * Up to where the text from {@code start} fits into the part at hand; {@code start} when not even one unit does.
     */
    private int end(String text, int start, Pattern unit) {
        // No unit that ends behind so many characters fits, and a unit may be as long as the text.
        Matcher units = unit.matcher(text).region(start, Math.min(text.length(), start + limit + 1));
        int room = limit - used;
        int bytes = 0;
        int end = start;
        int afterSpace = start;
        while (units.find()) {
            bytes += Content.bytes(units.group());
            if (bytes > room) {
                return afterSpace > start ? afterSpace : end;
            }
            end = units.end();
            if (bytes > room - NEAR && units.group().isBlank()) {
                afterSpace = end;
            }
        }
        return end;
    }
}
