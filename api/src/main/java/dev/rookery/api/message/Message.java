package dev.rookery.api.message;

import java.util.ArrayList;
import java.util.List;

/**
 * What is said: an immutable list of segments. Neighbouring texts are joined and empty texts dropped, so that two
 * messages which read the same are equal; how they look ({@link #style()}) does not count.
 *
 * <pre>{@code
 * Message.text("hello").plus(new Segment.Face("14", "微笑"))
 * }</pre>
 */
public final class Message {

    private static final Message EMPTY = new Message(List.of(), TextStyle.PLAIN);

    private final List<Segment> segments;
    private final TextStyle style;

    private Message(List<Segment> segments, TextStyle style) {
        this.segments = segments;
        this.style = style;
    }

    /**
     * A message of one text.
     *
     * @param text the characters; empty makes an empty message
     * @return the message
     */
    public static Message text(String text) {
        return text.isEmpty() ? EMPTY : new Message(List.of(new Segment.Text(text)), TextStyle.PLAIN);
    }

    /**
     * A message of the given pieces, in order.
     *
     * @param segments the pieces
     * @return the message
     */
    public static Message of(List<? extends Segment> segments) {
        List<Segment> joined = new ArrayList<>(segments.size());
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            if (segment instanceof Segment.Text piece) {
                text.append(piece.text());
            } else {
                moveText(text, joined);
                joined.add(segment);
            }
        }
        moveText(text, joined);
        return joined.isEmpty() ? EMPTY : new Message(List.copyOf(joined), TextStyle.PLAIN);
    }

    /**
     * A message of the given pieces, in order.
     *
     * @param segments the pieces
     * @return the message
     */
    public static Message of(Segment... segments) {
        return of(List.of(segments));
    }

    private static void moveText(StringBuilder text, List<Segment> joined) {
        if (!text.isEmpty()) {
            joined.add(new Segment.Text(text.toString()));
            text.setLength(0);
        }
    }

    /**
     * This message followed by one more piece.
     *
     * @param segment the piece
     * @return a new message
     */
    public Message plus(Segment segment) {
        List<Segment> longer = new ArrayList<>(segments);
        longer.add(segment);
        return of(longer).withStyle(style);
    }

    /**
     * This message followed by a text.
     *
     * @param text the characters
     * @return a new message
     */
    public Message plus(String text) {
        return plus(new Segment.Text(text));
    }

    /**
     * The pieces in order.
     *
     * @return an immutable list
     */
    public List<Segment> segments() {
        return segments;
    }

    /**
     * How the text looks.
     *
     * @return {@link TextStyle#PLAIN} when nobody says
     */
    public TextStyle style() {
        return style;
    }

    /**
     * The same message in another style, for networks that show it.
     *
     * @param another the style
     * @return a message that equals this one
     */
    public Message withStyle(TextStyle another) {
        return another.equals(style) ? this : new Message(segments, another);
    }

    /**
     * The message as plain text: the {@linkplain Segment#alt() text form} of each piece, one after the other.
     *
     * @return never null, may be empty
     */
    public String plainText() {
        if (segments.size() == 1) {
            return segments.get(0).alt();
        }
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> text.append(segment.alt()));
        return text.toString();
    }

    /**
     * Whether there is nothing in it.
     *
     * @return true without segments
     */
    public boolean isEmpty() {
        return segments.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message message && segments.equals(message.segments);
    }

    @Override
    public int hashCode() {
        return segments.hashCode();
    }

    /** The segments, for debugging. What people wrote belongs in a log at TRACE level only. */
    @Override
    public String toString() {
        return segments.toString();
    }
}
