package dev.rookery.host.webqq;

import java.time.Duration;

/**
 * How long to wait before trying again: a random part of a bound that doubles with every attempt ("full jitter", so
 * that clients cut off together do not come back together).
 *
 * @param base the bound of attempt 0
 * @param cap what the bound never exceeds
 */
record Backoff(Duration base, Duration cap) {

    /**
     * The wait before an attempt.
     *
     * @param attempt how many have failed in a row before it, from 0
     * @param random in [0, 1)
     */
    Duration delay(int attempt, double random) {
        double bound = Math.min((double) cap.toNanos(), (double) base.toNanos() * Math.pow(2, attempt));
        return Duration.ofNanos((long) (bound * random));
    }
}
