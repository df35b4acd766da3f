package dev.rookery.host.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real time, with one daemon thread {@code rookery-timers} that wakes the others. */
public final class SystemTimers implements Timers, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SystemTimers.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, SystemTimers::thread);

    /** Starts the thread: one that a plugin's call started would keep that plugin's class loader. */
    public SystemTimers() {
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.prestartCoreThread();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rookery-timers");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            Future<?> waiting = executor.schedule(guarded(task), saturatedNanos(delay), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** 292 years are as good as any longer delay. */
    private static long saturatedNanos(Duration delay) {
        try {
            return delay.toNanos();
        } catch (ArithmeticException tooLong) {
            return delay.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("timer task failed", e);
            }
        };
    }

    /** Drops all that waits; what is asked for afterwards never runs. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
