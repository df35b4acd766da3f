package dev.rookery.host.httpstream.wire;

import java.io.IOException;

/**
 * A response that is not valid HTTP, goes beyond a bound, or was cut. The message is meant for a person and never
 * repeats what the peer sent. The connection it came on is of no further use.
 */
public final class MalformedResponseException extends IOException {

    private final Fault fault;

    MalformedResponseException(Fault fault) {
        this(fault, fault.text);
    }

    MalformedResponseException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** What is wrong, for those who count or compare. */
    public Fault fault() {
        return fault;
    }

    /** A peer's fault, not ours: no stack trace. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    /** What can be wrong with a response. */
    public enum Fault {
        /** The first line is not HTTP/1.x, a status of three digits and a reason. */
        STATUS_LINE("the answer does not begin with a valid HTTP/1.1 status line"),
        /** See {@link WireLimits#statusLineBytes()}. */
        STATUS_LINE_TOO_LONG("the status line is too long"),
        /** A field name that is empty or holds anything but token characters, or no colon. */
        FIELD_NAME("a header field has a name that is not allowed"),
        /** White space between field name and colon, which others have read in different ways. */
        SPACE_BEFORE_COLON("a header field has a space before its colon"),
        /** A field continued on the next line, obsolete since RFC 7230. */
        FOLDED_FIELD("a header field is folded over two lines"),
        /** A control character in a field value. */
        FIELD_VALUE("a header field has a control character in its value"),
        /** A line that does not end with CR LF. */
        LINE_END("a line does not end with CR LF"),
        /** See {@link WireLimits#fieldBytes()}. */
        FIELDS_TOO_LARGE("the header or trailer fields are too large"),
        /** See {@link WireLimits#fields()}. */
        TOO_MANY_FIELDS("there are too many header fields"),
        /** See {@link WireLimits#interims()}. */
        TOO_MANY_INTERIMS("there are too many interim answers before the answer"),
        /** Not a plain number, too large, or more than one. */
        CONTENT_LENGTH("Content-Length is not one plain number"),
        /** A coding other than a single {@code chunked}: none was asked for. */
        TRANSFER_ENCODING("Transfer-Encoding is not just \"chunked\""),
        /** Content-Length together with Transfer-Encoding, or Transfer-Encoding in HTTP/1.0. */
        AMBIGUOUS_FRAMING("the length of the body is told in two ways that contradict each other"),
        /** Not a plain hexadecimal number below 2 GiB. */
        CHUNK_SIZE("a chunk has a size that is not valid"),
        /** A chunk extension that is not {@code ;name=value}, or has a quoted value that does not end. */
        CHUNK_EXTENSION("a chunk has an extension that is not valid"),
        /** See {@link WireLimits#chunkLineBytes()}. */
        CHUNK_LINE_TOO_LONG("the line before a chunk is too long"),
        /** More bytes than the chunk's size before its line end. */
        CHUNK_END("a chunk does not end where its size says"),
        /** The peer closed the connection before the response was whole. */
        CUT("the peer closed the connection in the middle of the answer");

        private final String text;

        Fault(String text) {
            this.text = text;
        }
    }
}
