package dev.rookery.host.webqq;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Remembers when another client took the session. Once is an accident and taken back; twice soon after is a fight
 * between two clients that both come back by themselves, which would put either out for ever. On the loop only.
 */
final class Takeovers {

    /** Two within this time are a fight. */
    static final Duration SOON = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private boolean taken;
    private long last;

    Takeovers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Notes one; tells whether there was another not long before. */
    boolean isFight() {
        long now = nanoTime.getAsLong();
        boolean soon = taken && now - last < SOON.toNanos();
        taken = true;
        last = now;
        return soon;
    }
}
