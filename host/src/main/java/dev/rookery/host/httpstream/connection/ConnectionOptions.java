package dev.rookery.host.httpstream.connection;

import java.time.Duration;

/**
 * The bounds that connections and their pool keep; checked, and documented in one table, by their owner.
 *
 * @param connectTimeout for looking up a name, connecting and the TLS handshake together
 * @param idleTimeout how long nothing may arrive once an answer has begun, and how long an unused connection is kept
 * @param limits how many connections there may be
 */
public record ConnectionOptions(Duration connectTimeout, Duration idleTimeout, PoolLimits limits) {}
