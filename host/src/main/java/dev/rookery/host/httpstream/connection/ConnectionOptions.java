package dev.rookery.host.httpstream.connection;

import java.time.Duration;

/**
 * The bounds that connections keep; checked, and documented in one table, by their owner.
 *
 * @param connectTimeout for looking up a name, connecting and the TLS handshake together
 * @param idleTimeout how long nothing may arrive once an answer has begun, and how long an unused connection is kept
 * @param maxBodyBytes how large a body may be, on the wire and decompressed
 */
public record ConnectionOptions(Duration connectTimeout, Duration idleTimeout, int maxBodyBytes) {

    /** The longest status line of a response, in bytes. */
    public static final int MAX_INITIAL_LINE_BYTES = 8 << 10;

    /** All header fields of a response together, in bytes. */
    public static final int MAX_HEADER_BYTES = 32 << 10;

    /** Unused connections kept for one scheme, host and port. */
    public static final int MAX_IDLE_PER_ORIGIN = 8;
}
