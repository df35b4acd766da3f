package dev.rookery.host.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is turned: for tests, the test kit and replays. Tasks run on the thread that turns
 * it, in the order in which they fall due, those of the same moment in the order in which they were asked for.
 */
public final class ManualTimers implements Timers {

    private static final class Task {

        private final Instant due;
        private final long number;
        private final Runnable work;

        Task(Instant due, long number, Runnable work) {
            this.due = due;
            this.number = number;
            this.work = work;
        }
    }

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing((Task task) -> task.due).thenComparing(task -> task.number));
    private final Instant start;
    private Instant now;
    private long count;

    /**
     * Stops a clock.
     *
     * @param start what it shows
     */
    public ManualTimers(Instant start) {
        this.start = start;
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized long nanoTime() {
        return Duration.between(start, now).toNanos();
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Task waiting = new Task(delay.isNegative() ? now : now.plus(delay), count++, SystemTimers.guarded(task));
        tasks.add(waiting);
        return () -> {
            synchronized (this) {
                tasks.remove(waiting);
            }
        };
    }

    /**
     * Turns the clock and runs what falls due on the way, each task at its own moment. Returns when all of it has run.
     *
     * @param by how far; zero runs what is due already
     */
    public void advance(Duration by) {
        Instant until = instant().plus(by);
        for (Task task = take(until); task != null; task = take(until)) {
            task.work.run();
        }
        synchronized (this) {
            now = until;
        }
    }

    private synchronized @Nullable Task take(Instant until) {
        Task first = tasks.peek();
        if (first == null || first.due.isAfter(until)) {
            return null;
        }
        tasks.remove();
        now = first.due;
        return first;
    }

    /** When the next task falls due, if one waits; not after now when it is due already. */
    public synchronized Optional<Instant> next() {
        return Optional.ofNullable(tasks.peek()).map(task -> task.due);
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return tasks.size();
    }
}
