package dev.rookery.host.dispatch;

import dev.rookery.host.dispatch.Lanes.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a {@link Lane}. Anybody puts new tasks on a stack; who holds the lane takes them off all at once and
 * lines them up, the oldest first.
 */
abstract class Backlog {

    private static final VarHandle TOP;
    private static final VarHandle LEFT;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Backlog.class, "top", Task.class);
            LEFT = MethodHandles.lookup().findVarHandle(Backlog.class, "left", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Stands for something else than a task. */
    static final class Mark extends Task {
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
    /** Instead of them: the lane is no more. */
    private static final Task ENDED = new Mark();

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

    /** The newest task, on top of the others that are new; or a mark. Changed by {@link #TOP} only. */
    private volatile Task top;
    /** How many are no longer new and wait; changed by who holds the lane, by {@link #LEFT}. */
    private volatile int left;
    /** Whether somebody has waited for long; changed by who holds the lane. */
    volatile boolean slow;

    // What follows belongs to who holds the lane.
    private @Nullable Task first;
    private @Nullable Task last;
    private Task bottom;

    /**
     * Begins with a task.
     *
     * @param bypassed whether it steps past, and all that come
     */
    Backlog(Task task, boolean bypassed) {
        this.bottom = bypassed ? BYPASSED : OPEN;
        stack(task, bottom);
        this.top = task;
    }

    private static void stack(Task task, Task below) {
        task.next = below;
        task.depth = below.depth + 1;
        task.past = below == BYPASSED || below.past;
    }

    /** Offers a task. Any thread. */
    final Push push(Task task) {
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

    /** The first that waits; null if none does. */
    final @Nullable Task first() {
        return first;
    }

    /** The last that waits and is no longer new. */
    final @Nullable Task last() {
        return last;
    }

    /** Takes the first one out; null if none waits. */
    final @Nullable Task poll() {
        if (first == null) {
            take();
        }
        Task task = first;
        if (task != null) {
            first = task.next;
            last = first == null ? null : last;
            task.next = null;
            LEFT.setRelease(this, left - 1);
        }
        return task;
    }

    /** Puts the new tasks behind the others, the oldest first. */
    final void take() {
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

    /** Ends, unless a new task has come. */
    final boolean ends() {
        return TOP.compareAndSet(this, bottom, ENDED);
    }

    final boolean isBypassed() {
        return bottom == BYPASSED;
    }

    /**
     * Lets everybody step past, in order, and all that come as well.
     *
     * @param heldNanos for how long they were held up at most
     */
    final void bypass(long heldNanos) {
        do {
            take();
            for (Task task = first; task != null; task = task.next) {
                stepPast(task, heldNanos);
            }
        } while (!TOP.compareAndSet(this, OPEN, BYPASSED));
        bottom = BYPASSED;
    }

    static void stepPast(Task task, long heldNanos) {
        if (!task.past) {
            task.past = true;
            task.heldNanos += heldNanos;
            task.stepPast();
        }
    }
}
