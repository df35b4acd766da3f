package dev.rookery.host.plugin;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.dispatch.SafeThrowable;
import dev.rookery.host.guard.LiveThreads;
import dev.rookery.host.guard.ThreadTimes;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.guard.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one plugin: a bounded pool for its handlers, a thread for the callbacks of its sends, and a thread of
 * its own for each step of its life, so that a pool full of stuck handlers cannot keep {@code onDisable} from running.
 * All are daemons named {@code plugin-<id>-<n>} and see the plugin's class loader as their context loader. They end
 * with the plugin, and with them what it left in thread locals; an idle plugin has none.
 */
final class PluginThreads {

    /** How long an idle thread of the pool stays. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** How long interrupted threads get to end before they are reported. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** How long to wait before it is looked again whether a thread has ended; twice as long each time. */
    private static final Duration FIRST_PAUSE = Duration.ofNanos(50_000);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);

    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private static final Logger log = LoggerFactory.getLogger(PluginThreads.class);

    private final String pluginId;
    private final ClassLoader loader;
    private final Workload workload;
    private final AtomicInteger count = new AtomicInteger();
    private final PluginGuard guard;
    private final Pool pool;
    private final Pool callbacks;

    PluginThreads(String pluginId, ClassLoader loader, int most, int queue, PluginGuard guard, Workload workload) {
        this.pluginId = pluginId;
        this.loader = loader;
        this.guard = guard;
        this.workload = workload;
        this.pool = new Pool("handlers", most, queue);
        this.callbacks = new Pool("callbacks", 1, queue);
        guard.replaceWith(this::replace);
    }

    /** The watchdog has given a thread up: another one takes its place until it comes back. */
    private void replace(Watch watch) {
        if (watch.thread() instanceof PluginThread thread) {
            Stream.of(pool, callbacks).forEach(each -> each.replace(thread));
        }
    }

    /** Threads that the watchdog looks at, as many as it has not given up. */
    private final class Pool extends ThreadPoolExecutor implements Owner.Handlers {

        private final String name;

        Pool(String name, int most, int queue) {
            super(
                    most,
                    most,
                    KEEP_ALIVE.toSeconds(),
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(queue),
                    PluginThreads.this::newThread,
                    // The usual words need the pool's lock, which an interrupt that hangs may hold for ever.
                    (task, full) -> {
                        throw new RejectedExecutionException("plugin " + pluginId + " has stopped, or too much waits");
                    });
            this.name = name;
            allowCoreThreadTimeOut(true);
        }

        /** The thread that asks is to rest. */
        @Override
        public boolean isPaused() {
            PluginThread mine = PluginThread.current();
            return mine != null && mine.watch().isToRest();
        }

        @Override
        public boolean isAwaited() {
            return !getQueue().isEmpty();
        }

        @Override
        public void execute(Runnable task) {
            Objects.requireNonNull(task, "task");
            workload.begin();
            try {
                super.execute(task);
            } catch (RejectedExecutionException | Error refused) {
                workload.end();
                throw refused;
            }
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable task) {
            // An earlier task may have changed it.
            thread.setContextClassLoader(loader);
            if (thread instanceof PluginThread mine) {
                mine.takes(this, task);
                mine.watch().begin(name);
                mine.works(true);
            }
        }

        @Override
        protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
            PluginThread mine = PluginThread.current();
            if (mine != null) {
                mine.watch().end();
                mine.ends();
                mine.works(false);
                mine.finishes();
                if (mine.watch().isGivenUp()) {
                    comesBack(mine);
                }
            }
            // Behind all of it: whoever waits for this may turn the clock, which the watchdog measures by.
            workload.end();
            if (mine != null) {
                rest(mine.watch().takeRest());
            }
        }

        /** The thread takes nothing on; what waits for it waits for a thread, and is held up no longer than by that. */
        private void rest(long nanos) {
            if (nanos > 0 && !isShutdown()) {
                try {
                    TimeUnit.NANOSECONDS.sleep(nanos);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the plugin is stopping
                }
            }
        }

        /** Makes room for another thread, if it is one of these, and lets that one go on with what waits behind. */
        void replace(PluginThread thread) {
            Runnable stuck = thread.taskOf(this);
            if (stuck == null) {
                return;
            }
            synchronized (this) {
                if (!isShutdown()) {
                    thread.replaced(true);
                    resize(1);
                }
            }
            if (stuck instanceof Owner.Work work) {
                work.abandoned(thread);
            }
        }

        private synchronized void comesBack(PluginThread thread) {
            thread.comesBack();
            if (thread.replaced(false)) {
                resize(-1);
            }
        }

        /** Drops what is queued and interrupts what runs. */
        void endNow() {
            if (!LiveThreads.apart(() -> shutdownNow().forEach(this::drop), GRACE)) {
                for (Runnable queued = getQueue().poll();
                        queued != null;
                        queued = getQueue().poll()) {
                    drop(queued);
                }
            }
        }

        private void drop(Runnable queued) {
            if (queued instanceof Owner.Work work) {
                work.refused();
            }
            workload.end();
        }

        private void resize(int by) {
            int size = getMaximumPoolSize() + by;
            if (by > 0) {
                setMaximumPoolSize(size);
                setCorePoolSize(size);
            } else {
                setCorePoolSize(size);
                setMaximumPoolSize(size);
            }
        }
    }

    private Thread newThread(Runnable task) {
        PluginThread thread = new PluginThread(guard, task, "plugin-" + pluginId + '-' + count.incrementAndGet());
        thread.setContextClassLoader(loader);
        thread.setUncaughtExceptionHandler((who, e) ->
                log.error("uncaught exception plugin={} thread={}", pluginId, who.getName(), SafeThrowable.of(e)));
        return thread;
    }

    /** Where its handlers run; refuses with RejectedExecutionException when its queue is full or it has ended. */
    Owner.Handlers handlers() {
        return pool;
    }

    /** Where, apart from them, the stages of its sends are completed; refuses likewise. */
    Executor callbacks() {
        return callbacks;
    }

    /** A step in a plugin's life. */
    @FunctionalInterface
    interface Step {
        void run() throws Throwable;
    }

    /**
     * Runs one step on a thread of the plugin and waits for it, in real time. Without a timeout of the future's own:
     * all such come from one thread of the JDK's, which a plugin may have brought to a stop.
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
     * Runs one step on a thread of the plugin and waits for it.
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
                    Objects.requireNonNull(PluginThread.current()).works(true);
                    try {
                        step.run();
                    } catch (Throwable e) {
                        Throwable safe = SafeThrowable.of(e); // looked at here, where it harms nobody else
                        if (safe instanceof Error error) {
                            throw error;
                        }
                        throw safe instanceof Exception exception ? exception : new ExecutionException(safe);
                    }
                    return null;
                }) {
                    @Override
                    protected void done() {
                        cut.complete("");
                    }
                };
        Thread thread = newThread(task);
        thread.start();
        try {
            String reason = reason(cut, deadline, late);
            if (!reason.isEmpty()) {
                throw new TimeoutException(reason
                        + where(thread.getStackTrace())
                        + ThreadTimes.deadlock(thread)
                                .map(circle -> "; " + circle)
                                .orElse(""));
            }
            task.get();
            // The step's result comes a moment before its thread ends, which must not be taken for a leaked one.
            awaitEnd(thread, System.nanoTime() + GRACE.toNanos());
        } finally {
            if (task.cancel(false)) {
                LiveThreads.interrupt(List.of(thread), GRACE);
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

    /** The innermost frame outside the JDK, which tells more than the place where every waiting thread waits. */
    static String where(StackTraceElement[] stack) {
        return Stream.concat(Arrays.stream(stack).filter(frame -> frame.getModuleName() == null), Arrays.stream(stack))
                .findFirst()
                .map(frame -> ", it is at " + frame)
                .orElse("");
    }

    /**
     * Ends everything: drops what is queued, interrupts what runs, and waits a moment.
     *
     * @param most the longest to wait
     * @return the threads that still run in the plugin's name, its own among them, each with the place where it is;
     *     empty if all is well
     */
    List<String> end(Duration most) throws InterruptedException {
        guard.retire();
        Stream.of(pool, callbacks).forEach(Pool::endNow);
        long until = System.nanoTime() + (most.compareTo(GRACE) < 0 ? most : GRACE).toNanos();
        takeBackForeign();
        List<Thread> alive = new ArrayList<>(alive());
        LiveThreads.interrupt(alive, Duration.ofNanos(until - System.nanoTime()));
        for (Thread thread : alive) {
            awaitEnd(thread, until);
        }
        alive.removeIf(thread -> !thread.isAlive());
        alive.stream().filter(PluginThread.class::isInstance).forEach(thread -> pool.replace((PluginThread) thread));
        return alive.stream()
                .map(thread -> thread.getName() + where(LiveThreads.stackOf(thread)))
                .toList();
    }

    /** Not by {@link Thread#join}, which needs the thread's monitor: a plugin may hold that and never let go. */
    private static void awaitEnd(Thread thread, long until) throws InterruptedException {
        long pause = FIRST_PAUSE.toNanos();
        while (thread.isAlive() && System.nanoTime() - until < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
    }

    /** What this life of the plugin has used; threads that it started itself count for as long as they live. */
    Usage usage() {
        return alive().stream().filter(LiveThreads::isPlain).map(Usage::of).reduce(guard.usage(), Usage::plus);
    }

    /** Threads that a plugin starts inherit its context loader, which gives them away. */
    List<Thread> alive() {
        return carriers().filter(LiveThreads::isOfPlugin).toList();
    }

    private Stream<Thread> carriers() {
        return LiveThreads.of(loader).stream();
    }

    /** What is not the plugin's is not to be ended with it, nor to keep it in memory. */
    private void takeBackForeign() {
        // One that has just ended is in no group any more, and was the plugin's as likely as not.
        carriers()
                .filter(thread -> !LiveThreads.isOfPlugin(thread) && thread.isAlive())
                .forEach(thread -> {
                    log.warn(
                            "plugin has put its class loader on a thread that is not its own, taken back plugin={} thread={}",
                            pluginId,
                            thread.getName());
                    thread.setContextClassLoader(PluginThreads.class.getClassLoader());
                });
    }
}
