package dev.rookery.host.dispatch;

import dev.rookery.host.dispatch.Lanes.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One of the {@link Lanes}. New tasks are put on a stack by anybody and taken off all at once by whoever holds the
 * lane: the thread of the owner's that runs it, except while a task runs, or for a moment the timers' thread, which
 * looks whether somebody waits too long. It begins with its first task and ends with its last, in the same step in
 * which it finds no other, so that no task is stranded.
 */
final class Lane implements Owner.Work {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private static final VarHandle TOP;
    private static final VarHandle MODE;
    private static final VarHandle LEFT;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Lane.class, "top", Task.class);
            MODE = MethodHandles.lookup().findVarHandle(Lane.class, "mode", int.class);
            LEFT = MethodHandles.lookup().findVarHandle(Lane.class, "left", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Stands below the new tasks, or for the end of the lane. */
    private static final class Mark extends Task {
        @Override
        void run() {
            throw new IllegalStateException("a mark is no task");
        }

        @Override
        void refused() {
            throw new IllegalStateException("a mark is no task");
        }
    }

    /** Below the new tasks of a lane. */
    private static final Task OPEN = new Mark();
    /** Likewise, where all tasks have stepped past: those that come do so at once. */
    private static final Task BYPASSED = new Mark();

    private static final Task ENDED = new Mark();

    /** It is in its owner's queue. */
    private static final int QUEUED = 0;
    /** A task of it runs. */
    private static final int CALLING = 1;
    /** Somebody holds it. */
    private static final int HELD = 2;

    /** What became of a task that was offered. */
    enum Push {
        /** It waits. */
        TAKEN,
        /** It waits, and what follows from it does not. */
        PAST,
        /** It does not, and nothing goes past those that do. */
        FULL,
        /** Nor does this, but all who wait have stepped past, so that nobody is overtaken. */
        MISSED,
        /** The lane is no more. */
        ENDED
    }

    private final Lanes lanes;
    private final Owner.Traffic traffic;
    private final Object place;
    /** The newest task, on top of the others that are new; or a mark. Changed by {@link #TOP} only. */
    private volatile Task top;
    /** How many are no longer new and wait; changed by who holds the lane, by {@link #LEFT}. */
    private volatile int left;

    private volatile boolean slow;
    /** Changed by {@link #MODE} only. */
    private volatile int mode = QUEUED;

    // What follows belongs to who holds the lane.
    private @Nullable Task first;
    private @Nullable Task last;
    private @Nullable Task running;
    private Task bottom;
    /** What ran, or waited first, at the last look, and since when that has been so. */
    private @Nullable Task seen;

    private boolean seenRunning;
    private long sinceNanos;
    /** What was the last to wait at some look and still waits, and when that was. */
    private @Nullable Task milestone;

    private long milestoneNanos;

    /** A lane with its first task, to be {@linkplain #schedule scheduled}. */
    Lane(Lanes lanes, Owner.Traffic traffic, Object place, Task task) {
        this.lanes = lanes;
        this.traffic = traffic;
        this.place = place;
        this.bottom = traffic.stalled || !traffic.owner().sentry().isTrusted() ? BYPASSED : OPEN;
        stack(task, bottom);
        this.top = task;
    }

    private static void stack(Task task, Task below) {
        task.next = below;
        task.depth = below.depth + 1;
        task.past = below == BYPASSED || below.past;
    }

    /** Offers a task. */
    Push push(Task task) {
        while (true) {
            Task now = top;
            if (now == ENDED) {
                return Push.ENDED;
            }
            int waiting = left + now.depth;
            boolean full = waiting >= (slow ? Lanes.SLOW_CAPACITY : Lanes.LANE_CAPACITY);
            if (full && !task.canBeMissed()) {
                return Push.FULL;
            }
            stack(task, now);
            if (full && task.past) {
                return Push.MISSED;
            }
            task.missed |= full;
            // Once others see the task it may be in another lane already.
            Push taken = task.past ? Push.PAST : Push.TAKEN;
            if (TOP.compareAndSet(this, now, task)) {
                return taken;
            }
        }
    }

    /** To the end of the owner's queue. */
    void schedule() {
        try {
            traffic.owner().handlers().execute(this);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) { // the latter: no native thread to be had
            refused();
        }
    }

    /** Takes a turn, in which log lines carry plugin and chat. */
    @Override
    public void run() {
        MDC.put("plugin", traffic.owner().id());
        MDC.put("chat", place.toString());
        boolean more = turn();
        MDC.remove("plugin");
        MDC.remove("chat");
        if (more) {
            schedule();
        }
    }

    /** Whether it goes on after this turn. */
    private boolean turn() {
        hold(QUEUED);
        int count = 0;
        while (count < Lanes.TURN && !isPaused()) {
            Task task = poll();
            if (task != null) {
                count++;
                handle(task);
            } else if (ends()) {
                lanes.leave(traffic, count);
                return false;
            }
        }
        MODE.setVolatile(this, QUEUED);
        lanes.leave(traffic, count);
        return true;
    }

    /** Whether the plugin makes room for its next life, which then gets what is left. */
    private boolean isPaused() {
        return traffic.owner().handlers() instanceof Owner.Pausable pausable && pausable.isPaused();
    }

    @Override
    public void refused() {
        hold(QUEUED);
        int count = 0;
        while (true) {
            Task task = poll();
            if (task != null) {
                count++;
                if (!task.past) {
                    task.refused();
                }
            } else if (ends()) {
                lanes.leave(traffic, count);
                return;
            }
        }
    }

    /** Runs one task; the lane must go on also when the task breaks its promise not to throw. */
    private void handle(Task task) {
        try {
            if (task.missed) {
                traffic.owner().sentry().missed();
                if (!task.past) {
                    task.missed();
                }
                return;
            }
            running = task;
            MODE.setRelease(this, CALLING);
            try {
                task.run();
            } finally {
                hold(CALLING);
                running = null;
            }
            if (!task.past) {
                task.goOn();
            }
        } catch (RuntimeException | Error e) {
            log.error("task failed plugin={} place={}", traffic.owner().id(), place, e);
        }
    }

    private void hold(int expected) {
        while (!MODE.compareAndSet(this, expected, HELD)) {
            Thread.onSpinWait();
        }
    }

    private @Nullable Task poll() {
        if (first == null) {
            take();
        }
        Task task = first;
        if (task != null) {
            first = task.next;
            last = first == null ? null : last;
            task.next = null;
            milestone = task == milestone ? null : milestone;
            LEFT.setRelease(this, left - 1);
        }
        return task;
    }

    /** Puts the new tasks behind the others, the oldest first. */
    private void take() {
        if (top == bottom) {
            return;
        }
        Task newest = (Task) TOP.getAndSet(this, bottom);
        Task younger = null;
        int count = 0;
        for (Task task = newest; task != bottom && task != null; count++) {
            Task older = task.next;
            task.next = younger;
            younger = task;
            task = older;
        }
        LEFT.setRelease(this, left + count);
        if (last == null) {
            first = younger;
        } else {
            last.next = younger;
        }
        last = newest;
    }

    private boolean ends() {
        boolean ended = TOP.compareAndSet(this, bottom, ENDED);
        if (ended) {
            traffic.lanes.remove(place, this);
        }
        return ended;
    }

    /**
     * Lets those step past who have waited too long, unless the lane is busy just now.
     *
     * @return whether somebody waits too long for a thread of the owner's
     */
    boolean look(long now) {
        int before = mode;
        if (before == HELD || !MODE.compareAndSet(this, before, HELD)) {
            return false;
        }
        take();
        boolean late = lasts(now, running == null ? Lanes.WAITING.toNanos() : Lanes.RUNNING.toNanos());
        long behind = heldUp(now);
        slow = behind >= Lanes.SLOW.toNanos();
        if ((late || behind >= Lanes.RUNNING.toNanos()) && bottom != BYPASSED) {
            stepPast();
        }
        boolean threadless = late && running == null;
        MODE.setVolatile(this, before);
        return threadless;
    }

    /** Whether the same task has run, or waited to be the next, for so long. */
    private boolean lasts(long now, long nanos) {
        Task head = running == null ? first : running;
        if (head != seen || seenRunning == (running == null)) {
            seen = head;
            seenRunning = running != null;
            sinceNanos = now;
        }
        return head != null && now - sinceNanos >= nanos;
    }

    /** For how long somebody has waited here at least. */
    private long heldUp(long now) {
        if (milestone == null) {
            milestone = last;
            milestoneNanos = now;
        }
        return milestone == null ? 0 : now - milestoneNanos;
    }

    /** Lets everybody step past, in order, and all that come as well. */
    private void stepPast() {
        if (running != null) {
            stepPast(running);
        }
        do {
            take();
            for (Task task = first; task != null; task = task.next) {
                stepPast(task);
            }
        } while (!TOP.compareAndSet(this, OPEN, BYPASSED));
        bottom = BYPASSED;
        log.debug(
                "messages step past a plugin plugin={} place={}",
                traffic.owner().id(),
                place);
    }

    private static void stepPast(Task task) {
        if (!task.past) {
            task.past = true;
            task.stepPast();
        }
    }
}
