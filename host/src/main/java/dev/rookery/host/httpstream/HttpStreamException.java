package dev.rookery.host.httpstream;

import dev.rookery.host.httpstream.connection.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a request got no response, or its response could not be read.
 *
 * <p>The message is fit for a log: {@code connect GET d1.web2.qq.com after 12 ms: 127.0.0.1:8970 refused the
 * connection}. It holds neither path nor query nor a header, since sessions are recognised by those. There is no stack
 * trace of its own: a peer's mood is not a crash, and the trace would show the loop only. The cause keeps its own.
 */
public final class HttpStreamException extends IOException {

    /** How far the exchange had come. */
    public enum Phase {
        /** Waiting for one of the connections of the pool to come free. */
        QUEUE,
        /** Looking up and connecting, TLS included. */
        CONNECT,
        /** Sending the request. */
        SEND,
        /** Waiting for the response head. */
        WAIT,
        /** Receiving the body. */
        RECEIVE,
        /** The readback threw; its exception is the cause. */
        READBACK,
        /** The chain took longer than it may as a whole; it has ended whatever the errorback returns. */
        CHAIN,
        /** The stream was closed; the chain has ended whatever the errorback returns. */
        CLOSED;

        static Phase of(Connection.State reached) {
            return switch (reached) {
                case CONNECTING -> CONNECT;
                case IDLE, SENDING -> SEND;
                case WAITING -> WAIT;
                case RECEIVING, SWITCHED -> RECEIVE;
                case CLOSED -> CLOSED;
            };
        }
    }

    private final Phase phase;
    private final String method;
    private final String host;
    private final Duration elapsed;
    private final String reason;
    private final boolean mayHaveBeenSent;

    HttpStreamException(
            Phase phase,
            String method,
            String host,
            Duration elapsed,
            String reason,
            boolean mayHaveBeenSent,
            @Nullable Throwable cause) {
        super(
                phase.name().toLowerCase(Locale.ROOT) + " " + method + " " + host + " after " + elapsed.toMillis()
                        + " ms: " + reason,
                cause);
        this.phase = phase;
        this.method = method;
        this.host = host;
        this.elapsed = elapsed;
        this.reason = reason;
        this.mayHaveBeenSent = mayHaveBeenSent;
    }

    /** How far the exchange had come. */
    public Phase phase() {
        return phase;
    }

    /** The request's method. */
    public String method() {
        return method;
    }

    /** The host of the request's address, also when an endpoint was spoken to in its place. */
    public String host() {
        return host;
    }

    /** From the start of the exchange to its failure. */
    public Duration elapsed() {
        return elapsed;
    }

    /** What went wrong, in a person's words: the last part of the message. */
    public String reason() {
        return reason;
    }

    /**
     * Whether a server may have heard of the request, redirects and a repetition over a fresh connection included. If
     * not, sending it again does no harm, whatever it is about.
     */
    public boolean mayHaveBeenSent() {
        return mayHaveBeenSent;
    }

    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
