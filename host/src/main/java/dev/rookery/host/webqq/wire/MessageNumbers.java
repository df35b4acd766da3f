package dev.rookery.host.webqq.wire;

import java.time.Instant;
import java.time.temporal.ChronoField;

/**
 * The {@code msg_id}s of what we send, counted as the original WebQQ page did: the last four digits of the second of
 * the sign-in, then four digits counted up from 1. The server used them to drop repeats, so a number is never used
 * twice. Other clients begin elsewhere and count alike.
 */
public final class MessageNumbers {

    private long last;

    /** Begins as the original page does (slince likewise). */
    public MessageNumbers(Instant start) {
        this(ofMillis(start.toEpochMilli()));
    }

    private MessageNumbers(long last) {
        this.last = last;
    }

    /** Begins as Mojo-Webqq does, which adds microseconds where the page adds milliseconds. */
    static MessageNumbers ofMojo(Instant start) {
        return new MessageNumbers(ofMillis(start.getEpochSecond() * 1000 + start.get(ChronoField.MICRO_OF_SECOND)));
    }

    /** Begins as lwqq does, which looks at nothing but the microseconds. */
    static MessageNumbers ofLwqq(Instant start) {
        return new MessageNumbers(ofMillis(start.get(ChronoField.MICRO_OF_SECOND)));
    }

    /** Begins behind a number that is fixed (qqbot, ScienJus, iqq, sjruby) or random (twqq, pual_bot). */
    static MessageNumbers after(long number) {
        return new MessageNumbers(number);
    }

    public long next() {
        return ++last;
    }

    private static long ofMillis(long millis) {
        return millis / 1000 % 10_000 * 10_000;
    }
}
