package dev.rookery.host.ioloop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coarse deadlines of one loop: made for the many that are armed and disarmed with every request and hardly ever
 * expire. Arming, arming again and disarming take constant time and allocate nothing; a timeout never expires early,
 * and late by a {@link #TICK} at most while the loop is free. Whoever needs a precise delay uses
 * {@link IoLoop#schedule}.
 *
 * <p>On the loop's thread only, anything else is an {@link IllegalStateException}. Timeouts of one tick expire in no
 * particular order. When the loop stops, the armed ones are forgotten: they do not expire and nobody is told, since the
 * channels they watch over are closed then. Arming one later has no effect.
 *
 * <p>Six levels of 64 slots, a slot of each level being as long as all 64 of the level below. A timeout waits in the
 * level of the highest digit (base 64) in which its tick differs from the present one, and moves down when that digit
 * is reached. So the levels are ordered in time, and slots never wrap around. The loop wakes up when something is due
 * or moves down, never to find an empty tick.
 */
public final class TimerWheel {

    /** How coarse the wheel is: 8.4 ms, a power of two of nanoseconds. */
    public static final Duration TICK = Duration.ofNanos(1 << 23);

    private static final long TICK_NANOS = TICK.toNanos();
    private static final int TICK_SHIFT = Long.numberOfTrailingZeros(TICK_NANOS);
    private static final int LEVELS = 6;
    private static final int DIGIT_BITS = 6;
    private static final int SLOTS = 1 << DIGIT_BITS;
    /** Eighteen years after the loop began: what is due later expires then. */
    private static final long LAST_TICK = (1L << (LEVELS * DIGIT_BITS)) - 1;

    private static final long NEVER = Long.MAX_VALUE;
    private static final Logger log = LoggerFactory.getLogger(IoLoop.class);

    private final Loop loop;
    private final long origin;
    private final Slot[] slots = new Slot[LEVELS * SLOTS];
    /** Per level, a bit for each slot that may hold something: disarming leaves the bit, looking clears it. */
    private final long[] occupied = new long[LEVELS];
    /** All that was due up to this tick has expired. */
    private long present;
    /** The tick at which the loop will wake us, or an earlier one while we are at work. */
    private long alarmTick = NEVER;

    private @Nullable Timer alarm;
    private int armed;

    TimerWheel(Loop loop) {
        this.loop = loop;
        origin = loop.nanoTime();
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
        }
    }

    /**
     * Lets a timeout expire after a while, and not at the time it may have been armed for before.
     *
     * @param timeout armed or not
     * @param delayNanos nanoseconds from now; less than zero counts as zero, which is the next tick. At most eighteen
     *     years after the start of the loop, longer ones expire then
     */
    public void arm(Timeout timeout, long delayNanos) {
        loop.requireLoop("arm");
        if (timeout.isArmed()) {
            timeout.unlink();
        } else {
            armed++;
        }
        long now = loop.nanoTime() - origin;
        // Rounded up: never early. Unsigned, a sum beyond the end of long is merely late.
        long due = (now + Math.max(0, delayNanos) + TICK_NANOS - 1) >>> TICK_SHIFT;
        timeout.tick = Math.max(present + 1, Math.min(due, LAST_TICK));
        place(timeout);
        if (timeout.tick < alarmTick) {
            wakeAt(timeout.tick);
        }
    }

    /** The same for a duration, however long: one beyond the eighteen years stands for for ever. */
    public void arm(Timeout timeout, Duration delay) {
        arm(timeout, TimeUnit.NANOSECONDS.convert(delay));
    }

    /** Gives a timeout up; nothing happens if it is not armed. It will not expire, not even in the turn at hand. */
    public void disarm(Timeout timeout) {
        loop.requireLoop("disarm");
        if (timeout.isArmed()) {
            timeout.unlink();
            armed--;
        }
    }

    /** How many timeouts are armed. */
    public int armed() {
        loop.requireLoop("armed");
        return armed;
    }

    private void place(Timeout timeout) {
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros((timeout.tick ^ present) | 1)) / DIGIT_BITS;
        int slot = (int) (timeout.tick >>> (level * DIGIT_BITS)) & (SLOTS - 1);
        occupied[level] |= 1L << slot;
        slots[level * SLOTS + slot].append(timeout);
    }

    /** Called by the loop at {@link #alarmTick} or later. */
    private void tick() {
        alarm = null;
        alarmTick = present; // What is armed by those that expire waits for the end of this.
        long now = (loop.nanoTime() - origin) >>> TICK_SHIFT;
        int slot = nextSlot();
        while (slot >= 0 && startOf(slot) <= now) {
            present = startOf(slot);
            empty(slots[slot]);
            slot = nextSlot();
        }
        present = now;
        alarmTick = NEVER;
        if (slot >= 0) {
            wakeAt(startOf(slot));
        }
    }

    private void empty(Slot slot) {
        while (slot.isArmed()) {
            Timeout timeout = slot.first();
            timeout.unlink();
            if (timeout.tick > present) {
                place(timeout);
            } else {
                armed--;
                expire(timeout);
            }
        }
    }

    private void expire(Timeout timeout) {
        try {
            timeout.expired();
        } catch (Throwable thrown) {
            log.error("timeout failed: loop={} timeout={}", loop, timeout, thrown);
        }
    }

    /** The slot whose time comes first, or -1 if nothing is armed. */
    private int nextSlot() {
        for (int level = 0; level < LEVELS; level++) {
            while (occupied[level] != 0) {
                int slot = level * SLOTS + Long.numberOfTrailingZeros(occupied[level]);
                if (slots[slot].isArmed()) {
                    return slot;
                }
                occupied[level] &= occupied[level] - 1;
            }
        }
        return -1;
    }

    /** The tick at which a slot expires or moves down. */
    private long startOf(int slot) {
        int shift = slot / SLOTS * DIGIT_BITS;
        long higherDigits = (present >>> (shift + DIGIT_BITS)) << (shift + DIGIT_BITS);
        return higherDigits | ((long) (slot % SLOTS) << shift);
    }

    private void wakeAt(long tick) {
        if (alarm != null) {
            alarm.cancel();
        }
        alarmTick = tick;
        long due = origin + (tick << TICK_SHIFT);
        alarm = loop.schedule(Duration.ofNanos(Math.max(0, due - loop.nanoTime())), this::tick);
    }

    /** What the wheel needs of its loop. */
    interface Loop {

        /** The clock, as {@link System#nanoTime}. */
        long nanoTime();

        /** Runs a task once; never, if the loop stops before. */
        Timer schedule(Duration delay, Runnable task);

        /** Throws unless it is called on the loop's thread. */
        void requireLoop(String method);
    }

    /** The head of the list of those that wait in one slot. */
    private static final class Slot extends Timeout {

        @Override
        protected void expired() {
            throw new IllegalStateException("a slot does not expire");
        }
    }
}
