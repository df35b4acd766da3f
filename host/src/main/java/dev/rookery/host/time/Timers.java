package dev.rookery.host.time;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What time it is, and being woken later: everything in the plugin host and the way of messages that waits or measures
 * a wait asks here, so that a test can turn the clock by hand. What happens on an event loop has the loop's own timers.
 *
 * <p>Safe for use by any thread.
 */
public interface Timers extends InstantSource {

    /**
     * A clock that never jumps, for measuring how long something took.
     *
     * @return nanoseconds since an arbitrary moment
     */
    long nanoTime();

    /**
     * Runs a task once, on a thread of the timers': it hands the work on and returns at once.
     *
     * @param delay from now; zero or less means at once, yet never within this call
     * @param task what to run; what it throws is logged
     * @return takes it back
     */
    Timer after(Duration delay, Runnable task);

    /** A task that waits. */
    @FunctionalInterface
    interface Timer {

        /** Keeps the task from running if it has not begun. Calling it again does nothing. */
        void cancel();
    }
}
