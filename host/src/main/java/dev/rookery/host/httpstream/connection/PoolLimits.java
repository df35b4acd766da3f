package dev.rookery.host.httpstream.connection;

/**
 * How many connections a pool may have, and how many requests may wait for one. The defaults leave room for ten
 * thousand long polls to one host; each connection is a file descriptor.
 *
 * @param connectionsPerHost connections to one scheme, host and port, those under way included, 16384 by default;
 *     further requests wait
 * @param connections connections in all, 16384 by default; when they are all there, an unused one to another host is
 *     closed, or the request waits
 * @param unusedPerHost unused connections to one host that are kept for longer than
 *     {@link ConnectionPool#SURPLUS_GRACE}, 8 by default; the others are closed
 * @param waiting requests that may wait for a connection, 65536 by default; further ones fail
 */
public record PoolLimits(int connectionsPerHost, int connections, int unusedPerHost, int waiting) {

    /** The defaults. */
    public static final PoolLimits DEFAULTS = new PoolLimits(1 << 14, 1 << 14, 8, 1 << 16);

    /** Refuses limits with which nothing could be sent. */
    public PoolLimits {
        requireAtLeast(1, "connectionsPerHost", connectionsPerHost);
        requireAtLeast(1, "connections", connections);
        requireAtLeast(0, "unusedPerHost", unusedPerHost);
        requireAtLeast(0, "waiting", waiting);
    }

    /** Another bound for the connections to one host. */
    public PoolLimits withConnectionsPerHost(int most) {
        return new PoolLimits(most, connections, unusedPerHost, waiting);
    }

    /** Another bound for all connections. */
    public PoolLimits withConnections(int most) {
        return new PoolLimits(connectionsPerHost, most, unusedPerHost, waiting);
    }

    /** Another bound for unused connections. */
    public PoolLimits withUnusedPerHost(int most) {
        return new PoolLimits(connectionsPerHost, connections, most, waiting);
    }

    /** Another bound for requests that wait. */
    public PoolLimits withWaiting(int most) {
        return new PoolLimits(connectionsPerHost, connections, unusedPerHost, most);
    }

    private static void requireAtLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
