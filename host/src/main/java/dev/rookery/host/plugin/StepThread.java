package dev.rookery.host.plugin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.rookery.host.dispatch.SafeThrowable;
import dev.rookery.host.guard.LiveThreads;
import dev.rookery.host.guard.ThreadTimes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps of a plugin's life, one after the other, on a thread of the plugin: on one for all of them, or, behind a
 * step that was not waited for to its end, on another. A thread is made with the first step. One thread only.
 */
final class StepThread {

    /** How long to wait before it is looked again whether a thread has ended; twice as long each time. */
    private static final Duration FIRST_PAUSE = Duration.ofNanos(50_000);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final ThreadFactory threads;
    private final ClassLoader loader;
    private @Nullable Walk walk;

    /** A step in a plugin's life. */
    @FunctionalInterface
    interface Step {
        void run() throws Throwable;
    }

    StepThread(ThreadFactory threads, ClassLoader loader) {
        this.threads = threads;
        this.loader = loader;
    }

    /**
     * Runs one step and waits for it, in real time. Without a timeout of the future's own: all such come from one
     * thread of the JDK's, which a plugin may have brought to a stop.
     *
     * @throws TimeoutException after the deadline
     * @see #run(CompletableFuture, Step)
     */
    void run(String name, Duration deadline, Step step)
            throws ExecutionException, TimeoutException, InterruptedException {
        run(new CompletableFuture<>(), deadline, late(name, deadline), step);
    }

    /** What is said of a step that takes too long. */
    static String late(String name, Duration deadline) {
        return name + " did not return within " + deadline.toMillis() / 1000.0 + " s";
    }

    /**
     * Runs one step and waits for it.
     *
     * @param cut to be completed with a reason when it is not to be waited for any longer; completed here when it ends
     * @throws ExecutionException with what the step threw
     * @throws TimeoutException with the reason for which it was cut short and the place where the step hangs; its
     *     thread was interrupted and is not waited for
     * @throws InterruptedException if the caller was interrupted; so was the step
     */
    void run(CompletableFuture<String> cut, Step step)
            throws ExecutionException, TimeoutException, InterruptedException {
        run(cut, FOR_EVER, "", step);
    }

    private void run(CompletableFuture<String> cut, Duration deadline, String late, Step step)
            throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<Void> task =
                new FutureTask<>(() -> {
                    perform(step);
                    return null;
                }) {
                    @Override
                    protected void done() {
                        cut.complete("");
                    }
                };
        Walk on = walk == null ? new Walk() : walk;
        walk = on;
        on.next.add(task);
        try {
            String reason = reason(cut, deadline, late);
            if (!reason.isEmpty()) {
                throw new TimeoutException(reason
                        + PluginThreads.where(on.thread.getStackTrace())
                        + ThreadTimes.deadlock(on.thread)
                                .map(circle -> "; " + circle)
                                .orElse(""));
            }
            task.get();
        } finally {
            if (task.cancel(false)) {
                walk = null;
                on.end();
                LiveThreads.interrupt(List.of(on.thread), PluginThreads.GRACE);
            }
        }
    }

    private static String reason(CompletableFuture<String> cut, Duration deadline, String late)
            throws ExecutionException, InterruptedException {
        try {
            return cut.get(deadline.toNanos(), NANOSECONDS);
        } catch (TimeoutException e) {
            return late;
        }
    }

    /** On the plugin's thread, of which the step before may have changed what it likes. */
    private void perform(Step step) throws Exception {
        PluginThread mine = Objects.requireNonNull(PluginThread.current());
        mine.setContextClassLoader(loader);
        boolean unused = Thread.interrupted();
        mine.works(true);
        try {
            step.run();
        } catch (Throwable e) {
            Throwable safe = SafeThrowable.of(e); // looked at here, where it harms nobody else
            if (safe instanceof Error error) {
                throw error;
            }
            throw safe instanceof Exception exception ? exception : new ExecutionException(safe);
        } finally {
            mine.works(false);
        }
    }

    /** Ends the thread and waits for its end, which comes a moment later and must not be taken for a leak. */
    void end() throws InterruptedException {
        Walk ending = walk;
        walk = null;
        if (ending != null) {
            ending.end();
            awaitEnd(ending.thread, System.nanoTime() + PluginThreads.GRACE.toNanos());
        }
    }

    /** Not by {@link Thread#join}, which needs the thread's monitor: a plugin may hold that and never let go. */
    static void awaitEnd(Thread thread, long until) throws InterruptedException {
        long pause = FIRST_PAUSE.toNanos();
        while (thread.isAlive() && System.nanoTime() - until < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
    }

    /** The steps that one thread takes. */
    private final class Walk implements Runnable {

        private final BlockingQueue<Runnable> next = new LinkedBlockingQueue<>();
        private final Thread thread = threads.newThread(this);
        private boolean ended;

        Walk() {
            thread.start();
        }

        @Override
        public void run() {
            while (!ended) {
                try {
                    next.take().run();
                } catch (InterruptedException stray) {
                    // Meant for a step that is over.
                }
            }
        }

        void end() {
            next.add(() -> ended = true);
        }
    }
}
