package dev.rookery.host.webqq.wire;

import dev.rookery.api.message.Message;
import dev.rookery.api.message.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a message into parts that the servers take whole. They truncated or lost texts somewhere under 1000 bytes; qqbot
 * found 720 bytes of UTF-8 to be safe. A cut is made after the last white space near the end of a part, else between
 * two characters as a reader sees them, so that no emoji falls apart; the parts put together are the message again.
 */
public final class MessageParts {

    /** How far back from the end of a part white space is looked for, in bytes. */
    private static final int NEAR = 100;

    /** A character as a reader sees it; {@code BreakIterator} of JDK 17 would cut joined emoji. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final Pattern CODE_POINT = Pattern.compile("(?s:.)");

    private final int limit;
    private final List<Message> parts = new ArrayList<>();
    private final List<Segment> part = new ArrayList<>();
    private int used;

    private MessageParts(int limit) {
        this.limit = limit;
    }

    /**
     * Cuts a message.
     *
     * @param message what to say
     * @param limit the most bytes of UTF-8 that a part may have, at least 4
     * @return at least one part, in order
     */
    public static List<Message> of(Message message, int limit) {
        if (bytes(message.plainText()) <= limit) {
            return List.of(message);
        }
        MessageParts cutter = new MessageParts(limit);
        for (Segment segment : message.segments()) {
            if (segment instanceof Segment.Text text) {
                cutter.add(text.text());
            } else {
                cutter.add(segment);
            }
        }
        cutter.close();
        return cutter.parts;
    }

    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private void add(Segment whole) {
        int size = bytes(whole.alt());
        if (used + size > limit) {
            close();
        }
        part.add(whole);
        used += size;
    }

    private void add(String text) {
        String rest = text;
        while (used + bytes(rest) > limit) {
            int cut = cut(rest, CLUSTER, limit - used);
            if (cut == 0 && used == 0) {
                cut = cut(rest, CODE_POINT, limit);
            }
            part.add(new Segment.Text(rest.substring(0, cut)));
            rest = rest.substring(cut);
            close();
        }
        part.add(new Segment.Text(rest));
        used += bytes(rest);
    }

    private void close() {
        Message closed = Message.of(part);
        if (!closed.isEmpty()) {
            parts.add(closed);
        }
        part.clear();
        used = 0;
    }

    /** Where to cut so that at most {@code room} bytes stand before; 0 when not even one unit fits. */
    private static int cut(String text, Pattern unit, int room) {
        Matcher units = unit.matcher(text);
        int bytes = 0;
        int end = 0;
        int afterSpace = 0;
        while (units.find()) {
            bytes += bytes(units.group());
            if (bytes > room) {
                break;
            }
            end = units.end();
            if (bytes > room - NEAR && units.group().isBlank()) {
                afterSpace = end;
            }
        }
        return afterSpace > 0 ? afterSpace : end;
    }
}
