package dev.rookery.host.outgoing;

import dev.rookery.api.http.Http;
import dev.rookery.api.http.HttpFailure;
import dev.rookery.host.time.Timers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How much one plugin may still ask: at a time, and in a minute. Any thread. */
final class RequestAllowance {

    /** How many requests a plugin that asked nothing for a while may make at once. */
    static final int BURST = 60;

    private static final double PER_NANO = (double) Http.MAX_PER_MINUTE / TimeUnit.MINUTES.toNanos(1);

    private final Timers timers;
    private int underWay;
    private double left = BURST;
    private long at;

    RequestAllowance(Timers timers) {
        this.timers = timers;
        this.at = timers.nanoTime();
    }

    /** Takes one, to be given back; or says why not. */
    synchronized @Nullable HttpFailure take() {
        if (underWay >= Http.MAX_UNDER_WAY) {
            return new HttpFailure(
                    HttpFailure.Kind.LIMIT,
                    "requests under way: " + underWay + " (expected: fewer than " + Http.MAX_UNDER_WAY + ")");
        }
        long now = timers.nanoTime();
        left = Math.min(BURST, left + (now - at) * PER_NANO);
        at = now;
        if (left < 1) {
            return new HttpFailure(
                    HttpFailure.Kind.LIMIT,
                    "requests in a minute: too many (expected: at most " + Http.MAX_PER_MINUTE + ")");
        }
        left--;
        underWay++;
        return null;
    }

    synchronized void giveBack() {
        underWay--;
    }
}
