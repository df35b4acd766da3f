package dev.rookery.host.httpserver;

import java.time.Duration;

/**
 * The bounds of an {@link HttpServer}.
 *
 * @param requestLineBytes longest request line; longer: 414 and the connection closes
 * @param headerBytes longest header section; longer: 431 and the connection closes
 * @param bodyBytes longest request body; longer: 413 and the connection closes
 * @param pipelined requests of one connection that are kept waiting behind an unanswered one; at that number reading
 *     stops until an answer has left (what one read of the socket brought in is still taken)
 * @param connections open connections; further ones are closed as they are accepted
 * @param requestTimeout how long a connection may take to deliver its next whole request, counted from the connect or
 *     from the last answer; later: it is closed. An unanswered request stops this clock
 * @param eventBufferBytes what an event stream may owe to a slow reader; more: the stream is closed
 */
public record HttpLimits(
        int requestLineBytes,
        int headerBytes,
        int bodyBytes,
        int pipelined,
        int connections,
        Duration requestTimeout,
        int eventBufferBytes) {

    /** 16 KiB request line, 64 KiB headers, 1 MiB body, 8 pipelined, 1024 connections, 60 s, 256 KiB of events. */
    public static final HttpLimits DEFAULTS =
            new HttpLimits(16 << 10, 64 << 10, 1 << 20, 8, 1024, Duration.ofSeconds(60), 256 << 10);

    /** Every bound must be positive. */
    public HttpLimits {
        positive("requestLineBytes", requestLineBytes);
        positive("headerBytes", headerBytes);
        positive("bodyBytes", bodyBytes);
        positive("pipelined", pipelined);
        positive("connections", connections);
        positive("eventBufferBytes", eventBufferBytes);
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("requestTimeout: " + requestTimeout + " (expected: more than zero)");
        }
    }

    /** The same with another number of open connections. */
    public HttpLimits withConnections(int most) {
        return new HttpLimits(
                requestLineBytes, headerBytes, bodyBytes, pipelined, most, requestTimeout, eventBufferBytes);
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
