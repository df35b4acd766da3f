package dev.rookery.host.guard;

import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the calls into plugins every {@link #TICK} while any runs: tells of one that takes long, interrupts it when
 * it takes too long, and gives its thread up when that does not help. A call that spins is told apart from one that
 * waits by its processor time. The bounds are in {@link GuardOptions}.
 *
 * <p>What it measures is how long the host has run: a machine that was suspended makes no plugin late. Everything but
 * {@link #watch} and {@link #forget}, which any thread may call, happens on the timers' thread.
 */
public final class Watchdog {

    /** How often running calls are looked at; a call may be noticed so much later. */
    static final Duration TICK = Duration.ofMillis(250);

    /** A call that used at least this share of the time was computing, not waiting. */
    private static final double SPINNING = 0.02;

    /** No thread is interrupted or given up sooner in real time, however fast somebody turns the clock by hand. */
    static final Duration LEAST_REAL = Duration.ofMillis(50);

    /** No tick counts for more than so many, however late it comes. */
    private static final int MOST_TICKS = 4;

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** Whose the threads are, and what is to be done. Called on the timers' thread: must be quick, must not throw. */
    public interface Keeper {

        /** The plugin's id. */
        String plugin();

        /**
         * A call was too late and was interrupted.
         *
         * @param reason for the operator
         */
        void timedOut(String reason);

        /**
         * A call did not end after its interrupt. Its thread is not waited for any more.
         *
         * @param watch the thread
         * @param spinning whether it computes and will hardly ever end; otherwise it waits for something
         * @param reason for the operator
         */
        void lost(Watch watch, boolean spinning, String reason);
    }

    /** What is known of a thread's call that was seen. */
    private static final class Seen {
        private long call;
        private long sinceNanos;
        private long interruptedNanos;
        private boolean told;
        private boolean interrupted;
        private long cpuNanos;
        private long realNanos;
        private long allocated;
    }

    private final Timers timers;
    private final Function<String, GuardOptions> limits;
    private final Map<Watch, Seen> watches = new ConcurrentHashMap<>();
    private final Map<Keeper, Allocation> allocations = new ConcurrentHashMap<>();
    private final AtomicInteger lost = new AtomicInteger();
    private final LongSupplier realNanos;
    private volatile boolean ticking;
    private long elapsedNanos;
    private long lastNanos;

    /**
     * Makes one with nothing to look at.
     *
     * @param timers wake it
     * @param limits what holds for a plugin now, by its id; asked at each look
     */
    public Watchdog(Timers timers, Function<String, GuardOptions> limits) {
        this(timers, limits, System::nanoTime);
    }

    Watchdog(Timers timers, Function<String, GuardOptions> limits, LongSupplier realNanos) {
        this.timers = timers;
        this.limits = limits;
        this.realNanos = realNanos;
    }

    /**
     * Looks after a thread from now on, until {@link #forget}.
     *
     * @param thread whose calls are looked at
     * @param keeper whose it is
     * @return what the thread tells its calls
     */
    public Watch watch(Thread thread, Keeper keeper) {
        Watch watch = new Watch(this, thread, keeper);
        watches.put(watch, new Seen());
        return watch;
    }

    /** The thread ends. */
    public void forget(Watch watch) {
        watches.remove(watch);
        if (watch.isGivenUp()) {
            lost.decrementAndGet();
            log.info(
                    "thread that was given up has ended plugin={} thread={}",
                    watch.keeper().plugin(),
                    watch.thread().getName());
        }
        forgetKeepers();
    }

    /** Those that have no thread any more. What knows them keeps a plugin that is gone in memory. */
    private void forgetKeepers() {
        allocations.keySet().removeIf(keeper -> watches.keySet().stream().noneMatch(watch -> watch.keeper() == keeper));
    }

    /** How many threads were given up and still run. */
    int lost() {
        return lost.get();
    }

    /** A call begins somewhere. */
    void wake() {
        if (!ticking) {
            start();
        }
    }

    private synchronized void start() {
        if (!ticking) {
            ticking = true;
            lastNanos = timers.nanoTime();
            timers.after(TICK, this::tick);
        }
    }

    private void tick() {
        long now = timers.nanoTime();
        boolean running = false;
        synchronized (this) {
            elapsedNanos += Math.min(now - lastNanos, TICK.toNanos() * MOST_TICKS);
            lastNanos = now;
            for (Map.Entry<Watch, Seen> entry : watches.entrySet()) {
                running |= look(entry.getKey(), entry.getValue());
            }
            allocations.forEach((keeper, allocation) -> allocation.judge(elapsedNanos, limits.apply(keeper.plugin())));
            // A thread that has ended while it was looked at was counted once more.
            forgetKeepers();
        }
        if (running) {
            timers.after(TICK, this::tick);
            return;
        }
        // A call that began after it was looked at has either seen this or is seen now.
        ticking = false;
        if (watches.keySet().stream().anyMatch(watch -> watch.running() != 0)) {
            start();
        }
    }

    /** Whether a call runs there that is waited for. */
    private boolean look(Watch watch, Seen seen) {
        long call = watch.running();
        count(watch, seen);
        if (call == 0) {
            return false;
        }
        if (call != seen.call) {
            seen.call = call;
            seen.sinceNanos = elapsedNanos;
            seen.told = false;
            seen.interrupted = false;
            seen.cpuNanos = ThreadTimes.cpuNanos(watch.thread());
            seen.realNanos = realNanos.getAsLong();
            return true;
        }
        if (watch.isGivenUp()) {
            return false;
        }
        GuardOptions options = limits.apply(watch.keeper().plugin());
        long age = elapsedNanos - seen.sinceNanos;
        boolean real = realNanos.getAsLong() - seen.realNanos >= LEAST_REAL.toNanos();
        if (seen.interrupted) {
            if (real && elapsedNanos - seen.interruptedNanos >= options.grace().toNanos()) {
                giveUp(watch, seen, age);
            }
        } else if (real && age >= options.deadline().toNanos()) {
            interrupt(watch, seen, age);
        } else if (age >= options.slow().toNanos() && !seen.told) {
            seen.told = true;
            log.warn(
                    "plugin is slow plugin={} where={} seconds={} thread={} doing={}",
                    watch.keeper().plugin(),
                    watch.where(),
                    seconds(age),
                    watch.thread().getName(),
                    doing(watch, seen),
                    stack(watch));
        }
        return true;
    }

    private void interrupt(Watch watch, Seen seen, long age) {
        Throwable stack = stack(watch);
        String doing = doing(watch, seen);
        if (!watch.interrupt(seen.call)) {
            return;
        }
        seen.interrupted = true;
        seen.interruptedNanos = elapsedNanos;
        // From here on it is of interest what it does although it was interrupted.
        seen.cpuNanos = ThreadTimes.cpuNanos(watch.thread());
        seen.realNanos = realNanos.getAsLong();
        log.warn(
                "plugin is too slow and was interrupted plugin={} where={} seconds={} thread={} doing={}",
                watch.keeper().plugin(),
                watch.where(),
                seconds(age),
                watch.thread().getName(),
                doing,
                stack);
        watch.keeper().timedOut("a call took longer than " + seconds(age) + " s, " + doing);
    }

    private void giveUp(Watch watch, Seen seen, long age) {
        boolean spinning = isSpinning(watch, seen);
        String reason = "thread " + watch.thread().getName() + " did not heed its interrupt, " + doing(watch, seen);
        watch.giveUp();
        log.error(
                "plugin does not let go of a thread, another takes its place plugin={} where={} seconds={} reason={}",
                watch.keeper().plugin(),
                watch.where(),
                seconds(age),
                reason,
                stack(watch));
        int now = lost.incrementAndGet();
        if (now >= limits.apply(watch.keeper().plugin()).lostThreads()) {
            log.error("threads of plugins were given up and still run, restart the host threads={}", now);
        }
        watch.keeper().lost(watch, spinning, reason);
    }

    /** Processor time is real, so it is held against real time, also where the host's clock is turned by hand. */
    private boolean isSpinning(Watch watch, Seen seen) {
        long cpu = ThreadTimes.cpuNanos(watch.thread()) - seen.cpuNanos;
        return cpu > (realNanos.getAsLong() - seen.realNanos) * SPINNING;
    }

    private String doing(Watch watch, Seen seen) {
        return ThreadTimes.deadlock(watch.thread())
                .orElseGet(() -> isSpinning(watch, seen) ? "computing" : "waiting (" + state(watch) + ")");
    }

    private static String state(Watch watch) {
        return watch.thread().getState().name();
    }

    private static String seconds(long nanos) {
        return Double.toString(TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0);
    }

    /** Where it is now, in the form in which logs show it. */
    private static Throwable stack(Watch watch) {
        Throwable stack = new Throwable("where thread " + watch.thread().getName() + " is");
        stack.setStackTrace(watch.thread().getStackTrace());
        return stack;
    }

    private void count(Watch watch, Seen seen) {
        long allocated = ThreadTimes.allocatedBytes(watch.thread());
        allocations
                .computeIfAbsent(watch.keeper(), keeper -> new Allocation(keeper.plugin(), elapsedNanos))
                .add(watch, allocated - seen.allocated);
        seen.allocated = allocated;
    }
}
