package dev.rookery.host;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what no latch and no future tells. What never comes fails the test instead of keeping it for ever. */
public final class Eventually {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long BREATH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Eventually() {}

    /** Returns once the condition holds; {@code what} is told when it does not within a minute. */
    public static void holds(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (!condition.call()) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("not within a minute: " + what);
                }
                LockSupport.parkNanos(BREATH_NANOS);
            }
        } catch (Exception e) {
            throw new AssertionError("while waiting: " + what, e);
        }
    }
}
