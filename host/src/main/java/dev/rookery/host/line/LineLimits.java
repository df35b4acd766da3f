package dev.rookery.host.line;

import java.time.Duration;

/**
 * The bounds of the line network.
 *
 * @param connections how many may be open at once; one more is told so and closed
 * @param lineBytes how long a line may be, without its end; the rest of a longer one is discarded and its peer told so
 * @param unhandledLines how many lines of one peer may wait to be handled; with so many its connection is read no
 *     further until half of them are left, and what it says meanwhile waits in its socket
 * @param queuedBytes how much may wait for one peer to read; a longer message is refused, a peer that lets more gather
 *     is disconnected
 * @param writeDeadline how long a peer may take to read one message before it is disconnected
 * @param handling how long a peer whose lines wait may go without any of them being handled, once it has ended its side
 *     or is read no further; then it is disconnected
 * @param linger how long a peer that has ended its side may wait for an answer, counted from when its last line was
 *     handled or from the last answer; then it is disconnected
 */
record LineLimits(
        int connections,
        int lineBytes,
        int unhandledLines,
        int queuedBytes,
        Duration writeDeadline,
        Duration handling,
        Duration linger) {

    static final LineLimits DEFAULT = new LineLimits(
            1024, 4096, 64, 1024 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(1));
}
