package dev.rookery.host.guard;

import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a plugin is called at all. Closed, it lets every call through; after some failures in a row, or when
 * half of the last {@link #REMEMBERED} calls failed, it opens and lets none through; after a pause it lets one through
 * to try, which closes it or doubles the pause. When it opens too often in an hour the plugin is given up.
 *
 * <p>How often is too often says {@link GuardOptions.Trip}; besides, half of {@link #REMEMBERED 20} calls and
 * {@link #OPENINGS_WITHIN 1 h} are fixed. A try that fails is no new opening.
 *
 * <p>Safe for use by any thread. While all is well a call costs two reads. The listener is called under no lock, in the
 * order of the changes unless two come at the same moment.
 */
public final class Breaker {

    /** It looks back on so many calls, and opens when half of them failed. */
    public static final int REMEMBERED = 20;

    /** The openings of so much time count. */
    public static final Duration OPENINGS_WITHIN = Duration.ofHours(1);

    private static final int WINDOW = (1 << REMEMBERED) - 1;

    /** Where it stands. */
    public enum State {
        /** All calls go through. */
        CLOSED,
        /** None does. */
        OPEN,
        /** One does, to try. */
        HALF_OPEN,
        /** None ever will. */
        GIVEN_UP
    }

    /** Hears of changes; must be quick and must not throw. */
    public interface Listener {

        /**
         * It has opened, or stays open because the call that tried failed as well.
         *
         * @param pause until it tries again
         * @param reason the last failure
         */
        void opened(Duration pause, String reason);

        /** It has closed: the call that tried went well. */
        void closed();

        /**
         * The plugin is not to be called any more.
         *
         * @param reason why
         */
        void givenUp(String reason);
    }

    private final Timers timers;
    private final Supplier<GuardOptions.Trip> limits;
    private final Listener listener;
    /** The last calls, the newest in the lowest bit, a failure being 1. */
    private final AtomicInteger recent = new AtomicInteger();

    private final Deque<Long> openings = new ArrayDeque<>();
    private volatile State state = State.CLOSED;
    private Duration pause = Duration.ZERO;
    private long dueNanos;
    private @Nullable Thread trying;

    /**
     * Makes one that is closed.
     *
     * @param timers measure pauses
     * @param limits what holds now
     * @param listener hears of changes
     */
    public Breaker(Timers timers, Supplier<GuardOptions.Trip> limits, Listener listener) {
        this.timers = timers;
        this.limits = limits;
        this.listener = listener;
    }

    /** Where it stands. */
    public State state() {
        return state;
    }

    /** Whether a call may begin on this thread now. If so, what becomes of it must be told on the same thread. */
    public boolean admits() {
        return state == State.CLOSED || tries();
    }

    /** Whether no call would begin now. */
    public boolean isShut() {
        State now = state;
        if (now != State.OPEN) {
            return now == State.GIVEN_UP;
        }
        synchronized (this) {
            return timers.nanoTime() - dueNanos < 0;
        }
    }

    private synchronized boolean tries() {
        if (state == State.OPEN && timers.nanoTime() - dueNanos >= 0) {
            state = State.HALF_OPEN;
            trying = null;
        }
        if (state == State.HALF_OPEN && trying == null) {
            trying = Thread.currentThread();
            return true;
        }
        return state == State.CLOSED;
    }

    /** A call on this thread went well. */
    public void succeeded() {
        if (state == State.CLOSED) {
            if (recent.get() != 0) {
                recent.updateAndGet(calls -> (calls << 1) & WINDOW);
            }
            return;
        }
        synchronized (this) {
            if (state != State.HALF_OPEN || trying != Thread.currentThread()) {
                return;
            }
            state = State.CLOSED;
            trying = null;
            recent.set(0);
        }
        listener.closed();
    }

    /**
     * A call failed, or something else that the plugin is to blame for.
     *
     * @param weight how many failures it counts for
     * @param reason for the operator
     */
    public void failed(int weight, String reason) {
        int ones = (1 << weight) - 1;
        int calls = recent.updateAndGet(before -> ((before << weight) | ones) & WINDOW);
        GuardOptions.Trip trip = limits.get();
        int row = (1 << trip.failures()) - 1;
        boolean tooMany = (calls & row) == row || Integer.bitCount(calls) * 2 >= REMEMBERED;
        boolean hopeless;
        Duration waiting;
        synchronized (this) {
            if (state == State.CLOSED && tooMany) {
                hopeless = opensTooOften(trip.openings());
                pause = trip.pause();
            } else if (state == State.HALF_OPEN) {
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(trip.longestPause()) < 0 ? doubled : trip.longestPause();
                hopeless = false;
            } else {
                return;
            }
            state = hopeless ? State.GIVEN_UP : State.OPEN;
            trying = null;
            waiting = pause;
            dueNanos = timers.nanoTime() + waiting.toNanos();
            recent.set(0);
        }
        if (hopeless) {
            listener.givenUp("failed too often " + trip.openings() + " times within " + OPENINGS_WITHIN.toHours()
                    + " h, the last time: " + reason);
        } else {
            listener.opened(waiting, reason);
        }
    }

    private boolean opensTooOften(int most) {
        long now = timers.nanoTime();
        openings.removeIf(before -> now - before > OPENINGS_WITHIN.toNanos());
        openings.add(now);
        return openings.size() >= most;
    }

    /**
     * Gives the plugin up at once. Calling it again does nothing.
     *
     * @param reason for the operator
     */
    public void giveUp(String reason) {
        synchronized (this) {
            if (state == State.GIVEN_UP) {
                return;
            }
            state = State.GIVEN_UP;
        }
        listener.givenUp(reason);
    }
}
