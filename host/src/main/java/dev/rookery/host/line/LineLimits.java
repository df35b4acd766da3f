package dev.rookery.host.line;

import java.time.Duration;

/**
 * The bounds of the line network.
 *
 * @param connections how many may be open at once; one more is told so and closed
 * @param lineBytes how long a line may be, without its end; the rest of a longer one is discarded and its peer told so
 * @param queuedBytes how much may wait for one peer to read; a longer message is refused, a peer that lets more gather
 *     is disconnected
 * @param writeDeadline how long a peer may take to read one message before it is disconnected
 * @param linger how long a peer that has ended its side may wait for an answer, counted from its last line or from the
 *     last answer; then it is disconnected
 */
record LineLimits(int connections, int lineBytes, int queuedBytes, Duration writeDeadline, Duration linger) {

    static final LineLimits DEFAULT =
            new LineLimits(1024, 4096, 1024 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(10));
}
