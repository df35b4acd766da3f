package dev.rookery.host.dispatch;

import org.jspecify.annotations.Nullable;

/** Since when somebody waits in a {@link Lane}, as seen from look to look. Belongs to who holds the lane. */
final class Patience {

    /** What ran, or waited first, at the last look, and since when that has been so. */
    private Lanes.@Nullable Task seen;

    private boolean seenRunning;
    private long sinceNanos;
    /** What was the last to wait at some look and still waits, and when that was. */
    private Lanes.@Nullable Task milestone;

    private long milestoneNanos;

    /**
     * For how long the same task has run, or waited to be the next.
     *
     * @param head the one that runs, else the first that waits
     */
    long lasts(Lanes.@Nullable Task head, boolean runs, long now) {
        if (head != seen || seenRunning != runs) {
            seen = head;
            seenRunning = runs;
            sinceNanos = now;
        }
        return now - sinceNanos;
    }

    /**
     * For how long somebody has waited at least.
     *
     * @param last the last that waits
     */
    long heldUp(Lanes.@Nullable Task last, long now) {
        if (milestone == null) {
            milestone = last;
            milestoneNanos = now;
        }
        return milestone == null ? 0 : now - milestoneNanos;
    }

    /** One waits no longer. */
    void polled(Lanes.Task task) {
        milestone = task == milestone ? null : milestone;
    }
}
