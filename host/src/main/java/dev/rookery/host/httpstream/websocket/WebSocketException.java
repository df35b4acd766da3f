package dev.rookery.host.httpstream.websocket;

import dev.rookery.host.httpstream.wire.ResponseHead;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a web socket did not open, why it ended without a goodbye, or why a message did not go out.
 *
 * <p>The message is fit for a log: {@code web socket gateway.example: the server answered 401 in place of 101}. It
 * holds neither path nor query nor what the server sent. There is no stack trace of its own, which would show the loop
 * only.
 */
public final class WebSocketException extends IOException {

    private static final int SAYS_NOTHING = 0;

    /** What kind of failure it is. */
    public enum Kind {
        /** There is no connection: name, network, TLS, or too many requests wait. */
        CONNECT(SAYS_NOTHING),
        /** The server answered with another status than 101: a redirect, 401, …; see {@link #status()}. */
        REJECTED(SAYS_NOTHING),
        /** What the server answered opens no web socket. */
        HANDSHAKE(SAYS_NOTHING),
        /** Too slow: opening, a sign of life, or the answer to a close. */
        TIMEOUT(SAYS_NOTHING),
        /** The connection broke, or was closed without a goodbye. */
        CONNECTION(SAYS_NOTHING),
        /** The server broke RFC 6455. */
        PROTOCOL(1002),
        /** A text that is not UTF-8, or a message that cannot be decompressed. */
        INVALID_PAYLOAD(1007),
        /** A message was larger than may be. */
        TOO_LARGE(1009),
        /** The listener threw; its exception is the cause. */
        LISTENER(1011),
        /** Given up: the stream was closed, or the socket before it was open. */
        CLOSED(1001),
        /** Of a message: the socket is not open. */
        NOT_OPEN(SAYS_NOTHING),
        /** Of a message: too much waits to go out. */
        FULL(SAYS_NOTHING);

        private final int closeCode;

        Kind(int closeCode) {
            this.closeCode = closeCode;
        }

        /** What the server is told when an open socket ends like this (RFC 6455 part 7.4.1); 0 for nothing. */
        int closeCode() {
            return closeCode;
        }
    }

    private final Kind kind;
    private final String host;
    private final String reason;

    /** The answer that was not a 101; not serialised. */
    private final transient @Nullable ResponseHead answer;

    WebSocketException(Kind kind, String host, String reason, @Nullable Throwable cause) {
        this(kind, host, reason, cause, null);
    }

    private WebSocketException(
            Kind kind, String host, String reason, @Nullable Throwable cause, @Nullable ResponseHead answer) {
        super("web socket " + host + ": " + reason, cause);
        this.kind = kind;
        this.host = host;
        this.reason = reason;
        this.answer = answer;
    }

    static WebSocketException rejected(String host, ResponseHead answer) {
        String reason = "the server answered " + answer.status() + " in place of 101";
        return new WebSocketException(Kind.REJECTED, host, reason, null, answer);
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }

    /** The host of the request's address, also when an endpoint was spoken to in its place. */
    public String host() {
        return host;
    }

    /** What went wrong, in a person's words: the last part of the message. */
    public String reason() {
        return reason;
    }

    /** The status that the server answered with in place of 101; 0 unless {@code REJECTED}. */
    public int status() {
        return answer == null ? 0 : answer.status();
    }

    /** A header field of that answer, as Location or WWW-Authenticate; empty unless {@code REJECTED}. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(answer == null ? null : answer.field(name));
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
