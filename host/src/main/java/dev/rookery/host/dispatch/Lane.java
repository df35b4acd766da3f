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
 * One of the {@link Lanes}, held by one at a time: the thread of the owner's that runs it, except while a task runs, or
 * for a moment the timers' thread, which looks whether somebody waits too long. It begins with its first task and ends
 * with its last, in the same step in which it finds no other, so that no task is stranded. When a task never comes
 * back, the lane goes on without it.
 */
final class Lane extends Backlog implements Owner.Work {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Lane.class, "state", Task.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Instead of a task that runs: it is in its owner's queue. */
    private static final Task QUEUED = new Mark();
    /** Likewise: somebody holds it. */
    private static final Task HELD = new Mark();

    private final Lanes lanes;
    private final Owner.Traffic traffic;
    private final Object place;
    /** The task that runs, or a mark; changed by {@link #STATE} only. */
    private volatile Task state = QUEUED;

    // What follows belongs to who holds the lane.
    /** The thread whose turn it is. */
    private @Nullable Thread runner;
    /** How many have run in this turn and are not yet counted out. */
    private int ran;
    /** From the first look on. */
    private @Nullable Patience patience;

    // Whether somebody was told that it is full, and when; guarded by this.
    private boolean told;
    private long toldNanos;

    /** A lane with its first task, to be {@linkplain #schedule scheduled}. */
    Lane(Lanes lanes, Owner.Traffic traffic, Object place, Task task) {
        super(task, traffic.stalled || !traffic.owner().sentry().isTrusted());
        this.lanes = lanes;
        this.traffic = traffic;
        this.place = place;
    }

    /** Whether nobody has been told of late that it is full; from now on somebody has. */
    synchronized boolean isNews(long now) {
        boolean news = !told || now - toldNanos >= Lanes.NEWS.toNanos();
        if (news) {
            told = true;
            toldNanos = now;
        }
        return news;
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
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on what the yield does.
    private boolean turn() {
        hold();
        runner = Thread.currentThread();
        boolean lingered = false;
        do {
            for (int count = 0; count < Lanes.TURN && !traffic.isPaused(); count++) {
                Task task = next();
                if (task != null) {
                    ran++;
                    if (!handle(task)) {
                        return false;
                    }
                } else if (!lingered && !traffic.isAwaited()) {
                    // The next one may be on its way already; else a thread is woken for each.
                    lingered = true;
                    Thread.yield();
                } else if (endsHere()) {
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
            Task task = next();
            if (task != null) {
                ran++;
                if (!task.past) {
                    task.refused();
                }
            } else if (endsHere()) {
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
            if (task.missed) {
                traffic.owner().sentry().missed();
                if (!task.past) {
                    task.missed();
                }
            } else {
                attempt(task);
                if (!task.past && !task.lost) {
                    task.goOn();
                }
            }
        } catch (RuntimeException | Error e) {
            tell(e);
        }
        return !task.lost;
    }

    /** Whatever it throws, what it is about goes on to the others. */
    private void attempt(Task task) {
        STATE.setRelease(this, task);
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            tell(e);
        } finally {
            takeBack(task);
        }
    }

    private void tell(Throwable thrown) {
        log.error("task failed plugin={} place={}", traffic.owner().id(), place, SafeThrowable.of(thrown));
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
        stepPast(stuck, Lanes.RUNNING.toNanos());
        stuck.lost = true;
        countOut();
        STATE.setVolatile(this, QUEUED);
        schedule();
    }

    private @Nullable Task next() {
        Task task = poll();
        if (task != null && patience != null) {
            patience.polled(task);
        }
        return task;
    }

    private boolean endsHere() {
        boolean ended = ends();
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
        Task head = runs ? before : first();
        Patience waits = patience == null ? new Patience() : patience;
        patience = waits;
        long lasts = waits.lasts(head, runs, now);
        long behind = waits.heldUp(last(), now);
        slow = behind >= Lanes.SLOW.toNanos();
        boolean late = head != null && head.heldNanos + lasts >= (runs ? longestRun() : Lanes.WAITING.toNanos());
        if ((late || behind >= Lanes.RUNNING.toNanos()) && !isBypassed()) {
            long held = Math.max(lasts, behind);
            if (runs) {
                stepPast(before, held);
            }
            bypass(held);
            log.debug(
                    "messages step past a plugin plugin={} place={}",
                    traffic.owner().id(),
                    place);
        }
        STATE.setVolatile(this, before);
        return head != null && !runs && lasts >= Lanes.WAITING.toNanos();
    }

    /** Where all threads are taken those that wait for one are not the only ones who wait in vain. */
    private long longestRun() {
        return (traffic.stalled ? Lanes.SLOW : Lanes.RUNNING).toNanos();
    }
}
