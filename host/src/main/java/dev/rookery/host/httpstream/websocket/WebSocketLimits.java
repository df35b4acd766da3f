package dev.rookery.host.httpstream.websocket;

import java.time.Duration;

/**
 * The bounds of a web socket. Start from {@link #DEFAULTS}.
 *
 * <table>
 * <caption>Every bound of a web socket</caption>
 * <tr><th>bound</th><th>default</th><th>beyond it</th></tr>
 * <tr><td>{@code handshakeTimeout}</td><td>10 s</td><td>failure TIMEOUT</td></tr>
 * <tr><td>{@code maxMessageBytes}</td><td>8 MiB</td><td>closed with 1009, failure TOO_LARGE</td></tr>
 * <tr><td>{@code maxOutgoingBytes}</td><td>8 MiB</td><td>the message is refused with FULL, the socket goes on</td></tr>
 * <tr><td>{@code pingInterval}</td><td>30 s</td><td>a ping is sent</td></tr>
 * <tr><td>{@code pingTimeout}</td><td>10 s</td><td>failure TIMEOUT</td></tr>
 * <tr><td>{@code closeTimeout}</td><td>5 s</td><td>failure TIMEOUT, or the connection is closed from here</td></tr>
 * <tr><td>close reason</td><td>{@value WebSocket#MAX_REASON_BYTES} bytes</td><td>refused by {@code close}</td></tr>
 * <tr><td>pongs waiting to go out</td><td>2</td><td>the older one is dropped (RFC 6455 part 5.5.3)</td></tr>
 * <tr><td>connections, requests waiting for one, the head of the answer</td><td>those of the stream</td><td>failure
 * CONNECT or HANDSHAKE</td></tr>
 * </table>
 *
 * @param handshakeTimeout from the start, waiting for a connection included, until the socket is open; more than zero
 * @param maxMessageBytes how large a message that comes may be, all its fragments together, on the wire and
 *     decompressed; more than zero
 * @param maxOutgoingBytes how many bytes of messages may wait to be written, each counted with
 *     {@value WebSocket#MESSAGE_OVERHEAD} bytes more than it has; more than zero
 * @param pingInterval how often the server is asked for a sign of life; zero for never
 * @param pingTimeout how long nothing at all may come after a ping; more than zero
 * @param closeTimeout how long the server may take to answer a close, and after that to close the connection; more than
 *     zero
 */
public record WebSocketLimits(
        Duration handshakeTimeout,
        int maxMessageBytes,
        int maxOutgoingBytes,
        Duration pingInterval,
        Duration pingTimeout,
        Duration closeTimeout) {

    /** The bounds of the table. */
    public static final WebSocketLimits DEFAULTS = new WebSocketLimits(
            Duration.ofSeconds(10),
            8 << 20,
            8 << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));

    /** Checks every value. */
    public WebSocketLimits {
        requirePositive("handshakeTimeout", handshakeTimeout);
        requirePositive("maxMessageBytes", maxMessageBytes);
        requirePositive("maxOutgoingBytes", maxOutgoingBytes);
        if (pingInterval.isNegative()) {
            throw new IllegalArgumentException("pingInterval: " + pingInterval + " (expected: zero or more)");
        }
        requirePositive("pingTimeout", pingTimeout);
        requirePositive("closeTimeout", closeTimeout);
    }

    /** Another bound for opening. */
    public WebSocketLimits withHandshakeTimeout(Duration timeout) {
        return new WebSocketLimits(timeout, maxMessageBytes, maxOutgoingBytes, pingInterval, pingTimeout, closeTimeout);
    }

    /** Another bound for messages that come. */
    public WebSocketLimits withMaxMessageBytes(int bytes) {
        return new WebSocketLimits(handshakeTimeout, bytes, maxOutgoingBytes, pingInterval, pingTimeout, closeTimeout);
    }

    /** Another bound for messages that wait to go out. */
    public WebSocketLimits withMaxOutgoingBytes(int bytes) {
        return new WebSocketLimits(handshakeTimeout, maxMessageBytes, bytes, pingInterval, pingTimeout, closeTimeout);
    }

    /** Other signs of life; an interval of zero for none. */
    public WebSocketLimits withPings(Duration interval, Duration timeout) {
        return new WebSocketLimits(
                handshakeTimeout, maxMessageBytes, maxOutgoingBytes, interval, timeout, closeTimeout);
    }

    /** Another bound for closing. */
    public WebSocketLimits withCloseTimeout(Duration timeout) {
        return new WebSocketLimits(
                handshakeTimeout, maxMessageBytes, maxOutgoingBytes, pingInterval, pingTimeout, timeout);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
