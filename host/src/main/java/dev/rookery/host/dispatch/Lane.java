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
 * which it finds no other, so that no task is stranded. When a task never comes back, the lane goes on without it.
 */
final class Lane implements Owner.Work {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private static final VarHandle TOP;
    private static final VarHandle STATE;
    private static final VarHandle LEFT;

    static {
        try {
            TOP = MethodHandles.lookup().findVarHandle(Lane.class, "top", Task.class);
            STATE = MethodHandles.lookup().findVarHandle(Lane.class, "state", Task.class);
            LEFT = MethodHandles.lookup().findVarHandle(Lane.class, "left", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Stands for something else than a task. */
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
    /** Instead of them: the lane is no more. */
    private static final Task ENDED = new Mark();

    /** Instead of a task that runs: it is in its owner's queue. */
    private static final Task QUEUED = new Mark();
    /** Likewise: somebody holds it. */
    private static final Task HELD = new Mark();

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
    /** The task that runs, or a mark; changed by {@link #STATE} only. */
    private volatile Task state = QUEUED;

    // What follows belongs to who holds the lane.
    private @Nullable Task first;
    private @Nullable Task last;
    private Task bottom;
    /** The thread whose turn it is. */
    private @Nullable Thread runner;
    /** How many have run in this turn and are not yet counted out. */
    private int ran;
    /** From the first look on. */
    private @Nullable Patience patience;

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

    /** Takes a turn, in which log lines carry the chat. */
    @Override
    public void run() {
        MDC.put("chat", place.toString());
        boolean more = turn();
        MDC.remove("chat");
        if (more) {
            schedule();
        }
    }

    /** Whether it goes on after this turn, which lasts until other lanes of the owner wait for the thread. */
    private boolean turn() {
        hold();
        runner = Thread.currentThread();
        do {
            for (int count = 0; count < Lanes.TURN && !traffic.isPaused(); count++) {
                Task task = poll();
                if (task != null) {
                    ran++;
                    if (!handle(task)) {
                        return false;
                    }
                } else if (ends()) {
                    countOut();
                    return false;
                }
            }
            countOut();
        } while (!traffic.isPaused() && !traffic.isAwaited());
        STATE.setVolatile(this, QUEUED);
        return true;
    }

    private void countOut() {
        int count = ran;
        ran = 0;
        lanes.leave(traffic, count);
    }

    @Override
    public void refused() {
        hold();
        while (true) {
            Task task = poll();
            if (task != null) {
                ran++;
                if (!task.past) {
                    task.refused();
                }
            } else if (ends()) {
                countOut();
                return;
            }
        }
    }

    /** From the owner's queue. */
    private void hold() {
        while (!STATE.compareAndSet(this, QUEUED, HELD)) {
            Thread.onSpinWait();
        }
    }

    /**
     * Runs one task; the lane must go on also when the task breaks its promise not to throw.
     *
     * @return false if the lane has gone on without this thread meanwhile
     */
    private boolean handle(Task task) {
        try {
            if (!task.missed) {
                STATE.setRelease(this, task);
                try {
                    task.run();
                } finally {
                    takeBack(task);
                }
                if (!task.past && !task.lost) {
                    task.goOn();
                }
            } else {
                traffic.owner().sentry().missed();
                if (!task.past) {
                    task.missed();
                }
            }
        } catch (RuntimeException | Error e) {
            log.error("task failed plugin={} place={}", traffic.owner().id(), place, e);
        }
        return !task.lost;
    }

    private void takeBack(Task task) {
        while (!STATE.compareAndSet(this, task, HELD) && !task.lost) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void abandoned(Thread thread) {
        Task stuck = state;
        if (stuck instanceof Mark || !STATE.compareAndSet(this, stuck, HELD)) {
            return; // No task runs.
        }
        if (runner != thread) {
            STATE.setVolatile(this, stuck);
            return;
        }
        stepPast(stuck);
        stuck.lost = true;
        countOut();
        STATE.setVolatile(this, QUEUED);
        schedule();
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
            if (patience != null) {
                patience.polled(task);
            }
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
        Task before = state;
        if (before == HELD || !STATE.compareAndSet(this, before, HELD)) {
            return false;
        }
        take();
        boolean runs = before != QUEUED;
        Patience waits = patience == null ? new Patience() : patience;
        patience = waits;
        boolean late = waits.lasts(runs ? before : first, runs, now, (runs ? Lanes.RUNNING : Lanes.WAITING).toNanos());
        long behind = waits.heldUp(last, now);
        slow = behind >= Lanes.SLOW.toNanos();
        if ((late || behind >= Lanes.RUNNING.toNanos()) && bottom != BYPASSED) {
            letAllPast(runs ? before : null);
        }
        STATE.setVolatile(this, before);
        return late && !runs;
    }

    /** Lets everybody step past, in order, and all that come as well. */
    private void letAllPast(@Nullable Task running) {
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
