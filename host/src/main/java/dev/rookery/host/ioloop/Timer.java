package dev.rookery.host.ioloop;

/** A task that waits for its time on an {@link IoLoop}. */
@FunctionalInterface
public interface Timer {

    /**
     * Gives the task up. On any thread; on the loop's own thread a task that has not begun will never run.
     *
     * @return true if it will not run because of this call; false if it has begun, is done or was cancelled before
     */
    boolean cancel();
}
