package dev.rookery.host.httpstream.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Writes one HTTP/1.1 request into a buffer: the request line, fields, then one of the four ends, each of which closes
 * the head and says how the body is framed. Not for use by several threads at once.
 *
 * <pre>{@code
 * new RequestWriter(buffer, "POST", "/channel/poll2").fields(common).field("Referer", referer).end(body);
 * }</pre>
 *
 * <p>Nothing that is written can begin a second field or request: names, values, method and target are checked, and the
 * two fields that frame a body are the writer's own. An {@link IllegalArgumentException} leaves the buffer with half a
 * head, which must not be sent; it never repeats a value, which may be secret.
 */
public final class RequestWriter {

    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");
    private static final byte[] COLON = ascii(": ");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n\r\n");
    private static final byte[] EXPECT_CONTINUE = ascii("Expect: 100-continue\r\n");
    private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    private final ByteBuf out;

    /**
     * Writes the request line.
     *
     * @param out grows as needed; the caller's to release
     * @param method a token, as it is to be sent
     * @param target path and query, an absolute address for a proxy, or {@code *}; percent-encoded
     * @throws IllegalArgumentException if the method is no token or the target not visible ASCII
     */
    public RequestWriter(ByteBuf out, String method, String target) {
        this.out = out;
        requireToken("method", method);
        requireTarget(target);
        write(method);
        out.writeByte(' ');
        write(target);
        out.writeBytes(VERSION);
    }

    /** Writes fields that were encoded before. */
    public RequestWriter fields(EncodedFields fields) {
        out.writeBytes(fields.bytes);
        return this;
    }

    /**
     * Writes a field.
     *
     * @throws IllegalArgumentException if the name is no token or is Content-Length or Transfer-Encoding, or if the
     *     value has a control character other than the tab or a character beyond Latin-1
     */
    public RequestWriter field(String name, String value) {
        write(checkedName(name));
        out.writeBytes(COLON);
        write(checkedValue(name, value));
        out.writeBytes(LINE_END);
        return this;
    }

    /** Asks for a 100 before the body is sent. */
    public RequestWriter expectContinue() {
        out.writeBytes(EXPECT_CONTINUE);
        return this;
    }

    /** Ends a request that has no body and says nothing about one. */
    public void end() {
        out.writeBytes(LINE_END);
    }

    /** Ends the request with this body, empty or not, and its Content-Length. */
    public void end(byte[] body) {
        endWithLength(body.length);
        out.writeBytes(body);
    }

    /** Ends the head; the caller sends exactly so many bytes after it, zero or more. */
    public void endWithLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("length: " + length + " (expected: zero or more)");
        }
        out.writeBytes(LENGTH);
        write(Long.toString(length));
        out.writeBytes(LINE_END).writeBytes(LINE_END);
    }

    /** Ends the head; the caller sends the body in chunks: {@link #writeChunk}, then {@link #writeLastChunk}. */
    public void endWithChunks() {
        out.writeBytes(CHUNKED);
    }

    /** Writes all that is readable in {@code piece} as one chunk; nothing if it is empty, as that would be the end. */
    public static void writeChunk(ByteBuf out, ByteBuf piece) {
        int size = piece.readableBytes();
        if (size > 0) {
            writeChunkStart(out, size);
            out.writeBytes(piece);
            writeChunkEnd(out);
        }
    }

    /** Writes the line before a chunk, for those who send the chunk itself as a buffer of its own; size at least 1. */
    public static void writeChunkStart(ByteBuf out, int size) {
        if (size <= 0) {
            throw new IllegalArgumentException("size: " + size + " (expected: more than zero)");
        }
        out.writeCharSequence(Integer.toHexString(size), StandardCharsets.US_ASCII);
        out.writeBytes(LINE_END);
    }

    /** Writes what follows the bytes of a chunk. */
    public static void writeChunkEnd(ByteBuf out) {
        out.writeBytes(LINE_END);
    }

    /** Writes the end of a body in chunks. */
    public static void writeLastChunk(ByteBuf out) {
        out.writeBytes(LAST_CHUNK);
    }

    static String checkedName(String name) {
        requireToken("header name", name);
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) {
            throw new IllegalArgumentException(name + " (expected: left to the writer, which frames the body)");
        }
        return name;
    }

    static String checkedValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c > 0xFF || !Octets.isValue(c)) {
                throw new IllegalArgumentException(name + ": character " + (int) c + " at index " + i
                        + " (expected: Latin-1 without control characters)");
            }
        }
        return value;
    }

    private static void requireToken(String what, String token) {
        boolean valid = !token.isEmpty();
        for (int i = 0; i < token.length() && valid; i++) {
            valid = token.charAt(i) <= 0xFF && Octets.isToken(token.charAt(i));
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    what + " of " + token.length() + " characters (expected: a token, letters, digits and some marks)");
        }
    }

    private static void requireTarget(String target) {
        boolean valid = !target.isEmpty();
        for (int i = 0; i < target.length() && valid; i++) {
            valid = target.charAt(i) > ' ' && target.charAt(i) < 0x7F;
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "target of " + target.length() + " characters (expected: visible ASCII, at least one)");
        }
    }

    /** Checked to be Latin-1: one byte per character. */
    private void write(String latin1) {
        out.writeCharSequence(latin1, StandardCharsets.ISO_8859_1);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
