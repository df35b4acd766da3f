package dev.rookery.host.guard;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One thread that calls into a plugin, as the {@link Watchdog} sees it. The thread says when a call begins and when it
 * ends; who is late is found out by the watchdog, so that a call costs no look at the clock.
 */
public final class Watch {

    /** No thread rests longer at a time. */
    static final Duration LONGEST_REST = Duration.ofSeconds(10);

    /** Set in {@link #calls} while the watchdog interrupts: the thread must not go on to its next call. */
    private static final long INTERRUPTING = Long.MIN_VALUE;

    /** How long an interrupt may take until the watchdog turns to others. */
    private static final Duration LONGEST_INTERRUPT = Duration.ofMillis(100);

    private final Watchdog dog;
    private final Thread thread;
    private final Watchdog.Keeper keeper;
    /** Odd while a call runs; no two calls have the same number. */
    private final AtomicLong calls = new AtomicLong();

    /** Seen by others from the next change of {@link #calls} on. */
    private @Nullable Object place;

    /** How long the thread is to rest before it takes on anything else, in nanoseconds. */
    private final AtomicLong rest = new AtomicLong();

    private volatile boolean interrupted;
    private volatile boolean givenUp;

    Watch(Watchdog dog, Thread thread, Watchdog.Keeper keeper) {
        this.dog = dog;
        this.thread = thread;
        this.keeper = keeper;
    }

    /**
     * A call begins on this thread; one that has not ended ends here. An interrupt that came for an earlier call is
     * taken back.
     *
     * @param where what it is about, for the operator; may be anything that says so in {@code toString}
     */
    public void begin(Object where) {
        place = where;
        // Two steps from one call to the next: the number of a call is odd.
        advance((calls.get() & 1) + 1);
        dog.wake();
    }

    /** The call has ended. An interrupt that came for it is taken back. Calling it again does nothing. */
    public void end() {
        place = null;
        advance(calls.get() & 1);
    }

    private void advance(long step) {
        // Only this thread changes the number; the watchdog no more than holds it for a moment.
        for (long now = calls.get(); !calls.compareAndSet(now & ~INTERRUPTING, (now & ~INTERRUPTING) + step); ) {
            Thread.onSpinWait();
            now = calls.get();
        }
        if (interrupted) {
            interrupted = false;
            boolean unused = Thread.interrupted();
        }
    }

    /** The number of the call that runs, or 0. */
    long running() {
        long now = calls.get() & ~INTERRUPTING;
        return (now & 1) == 1 ? now : 0;
    }

    /**
     * Interrupts one call and no other.
     *
     * @return false if that call has ended
     */
    boolean interrupt(long call) {
        if (!calls.compareAndSet(call, call | INTERRUPTING)) {
            return false;
        }
        interrupted = true;
        LiveThreads.interrupt(List.of(thread), LONGEST_INTERRUPT);
        calls.set(call);
        return true;
    }

    /** Whether the call that runs on this thread was interrupted by the watchdog. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /** The thread has used too much. */
    void owesRest(long nanos) {
        rest.accumulateAndGet(nanos, (before, more) -> Math.min(before + more, LONGEST_REST.toNanos()));
    }

    /** Whether the thread is to rest before it takes on anything else. */
    public boolean isToRest() {
        return rest.get() > 0;
    }

    /** For how long, in nanoseconds; it does so now, and owes nothing any more. */
    public long takeRest() {
        return isToRest() ? rest.getAndSet(0) : 0;
    }

    void giveUp() {
        givenUp = true;
    }

    /** Whether the watchdog has stopped to wait for this thread: somebody else does its work. */
    public boolean isGivenUp() {
        return givenUp;
    }

    /** Whose calls these are. */
    public Thread thread() {
        return thread;
    }

    Watchdog.Keeper keeper() {
        return keeper;
    }

    /** What the call is about. */
    String where() {
        Object now = place;
        return now == null ? "" : now.toString();
    }
}
