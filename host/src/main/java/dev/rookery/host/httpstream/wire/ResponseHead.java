package dev.rookery.host.httpstream.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status and header fields of a response: the bytes as they came, checked, in which fields are looked up on demand.
 * Immutable; may be kept and used on any thread.
 *
 * <p>Values are without the white space around them and decoded as Latin-1, so that each byte is one character.
 */
public final class ResponseHead {

    private final byte[] bytes;
    private final int[] lines;
    private final int count;
    private final int status;
    private final long contentLength;
    private final Framing framing;
    private final boolean keepAlive;

    /** How the end of the body is found. */
    enum Framing {
        NO_BODY,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    /**
     * A checked head.
     *
     * @param lines where in {@code bytes} each field begins, then where the last one ends
     * @param count how many fields there are
     */
    ResponseHead(
            byte[] bytes, int[] lines, int count, int status, long contentLength, Framing framing, boolean keepAlive) {
        this.bytes = bytes;
        this.lines = lines;
        this.count = count;
        this.status = status;
        this.contentLength = contentLength;
        this.framing = framing;
        this.keepAlive = keepAlive;
    }

    /** 100 to 999. */
    public int status() {
        return status;
    }

    /** The value of the first field of the name, whatever its case; null if there is none. */
    public @Nullable String field(String name) {
        int index = find(name, 0);
        return index < 0 ? null : value(index, name.length());
    }

    /** The values of all fields of the name, whatever its case, in the order they came. */
    public List<String> fields(String name) {
        int index = find(name, 0);
        if (index < 0) {
            return List.of();
        }
        List<String> values = new ArrayList<>(2);
        for (; index >= 0; index = find(name, index + 1)) {
            values.add(value(index, name.length()));
        }
        return values;
    }

    /** All fields in the order they came, names as they were spelled. */
    public List<Map.Entry<String, String>> all() {
        List<Map.Entry<String, String>> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int colon = lines[i];
            while (bytes[colon] != ':') {
                colon++;
            }
            int length = colon - lines[i];
            all.add(Map.entry(new String(bytes, lines[i], length, StandardCharsets.ISO_8859_1), value(i, length)));
        }
        return all;
    }

    /** Whether the connection can carry another request when this response is whole. */
    public boolean keepAlive() {
        return keepAlive;
    }

    /** What Content-Length says, also where no body follows; -1 without one. */
    public long contentLength() {
        return contentLength;
    }

    /** How long the body is: 0 if none follows, whatever Content-Length says; -1 if only its end will tell. */
    public long bodyLength() {
        return switch (framing) {
            case NO_BODY -> 0;
            case LENGTH -> contentLength;
            case CHUNKED, UNTIL_CLOSE -> -1;
        };
    }

    /** Whether the body comes in chunks. */
    public boolean chunked() {
        return framing == Framing.CHUNKED;
    }

    /** Whether only the end of the connection tells the end of the body. */
    public boolean untilClose() {
        return framing == Framing.UNTIL_CLOSE;
    }

    Framing framing() {
        return framing;
    }

    /** How many bytes the fields take with their line ends. */
    int fieldBytes() {
        return lines[count] - lines[0];
    }

    private int find(String name, int from) {
        int length = name.length();
        for (int i = from; i < count; i++) {
            int at = lines[i];
            if (at + length < lines[i + 1] && bytes[at + length] == ':' && Octets.isNameAt(bytes, at, name)) {
                return i;
            }
        }
        return -1;
    }

    private String value(int index, int nameLength) {
        int from = lines[index] + nameLength + 1;
        int to = lines[index + 1] - 2;
        while (from < to && Octets.isSpace(bytes[from])) {
            from++;
        }
        while (to > from && Octets.isSpace(bytes[to - 1])) {
            to--;
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The status only: fields may be secret. */
    @Override
    public String toString() {
        return "status " + status;
    }
}
