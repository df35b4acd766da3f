package dev.rookery.host.webqq.wire;

import java.time.Instant;

/**
 * The {@code msg_id}s of what we send, counted as the original WebQQ page did: the last four digits of the second of
 * the sign-in, then four digits counted up from 1. The server used them to drop repeats, so a number is never used
 * twice. Other clients (Mojo-Webqq, lwqq, qqbot) begin elsewhere and count alike.
 */
public final class MessageNumbers {

    private long last;

    /**
     * Begins.
     *
     * @param start when the account signs in
     */
    public MessageNumbers(Instant start) {
        this.last = start.getEpochSecond() % 10_000 * 10_000;
    }

    /** The next one. */
    public long next() {
        return ++last;
    }
}
