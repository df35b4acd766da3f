package dev.rookery.host.webqq.wire;

import java.time.Instant;

/**
 * The {@code msg_id}s of what we send, counted as the original WebQQ page did: the last four digits of the second of
 * the sign-in, then four digits counted up from 1. The server used them to drop repeats, so a number is never used
 * twice.
 */
public final class MessageNumbers {

    private long last;

    public MessageNumbers(Instant start) {
        last = start.getEpochSecond() % 10_000 * 10_000;
    }

    public long next() {
        return ++last;
    }
}
