package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.dispatch.SafeThrowable;
import dev.rookery.host.guard.LiveThreads;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.guard.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one plugin: a bounded pool for its handlers, a thread for the callbacks of its sends, and a
 * {@link StepThread} for the steps of its life, so that a pool full of stuck handlers cannot keep {@code onDisable}
 * from running. All are daemons named {@code plugin-<id>-<n>} and see the plugin's class loader as their context
 * loader. They end with the plugin, and with them what it left in thread locals; an idle plugin has none.
 */
final class PluginThreads {

    /** How long an idle thread of the pool stays. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** How long interrupted threads get to end before they are reported. */
    static final Duration GRACE = Duration.ofSeconds(2);

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

        /** Drops what is queued and interrupts what runs, which may hang. */
        void endNow() {
            shutdownNow().forEach(this::drop);
        }

        /** Drops what is queued, although the end hangs. */
        void dropQueued() {
            for (Runnable queued = getQueue().poll();
                    queued != null;
                    queued = getQueue().poll()) {
                drop(queued);
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

    /** Where steps of its life run, apart from its handlers; to be ended. */
    StepThread steps() {
        return new StepThread(this::newThread, loader);
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
        LiveThreads.apart(List.of(pool::endNow, callbacks::endNow), GRACE);
        Stream.of(pool, callbacks).forEach(Pool::dropQueued);
        long until = System.nanoTime() + (most.compareTo(GRACE) < 0 ? most : GRACE).toNanos();
        takeBackForeign();
        List<Thread> alive = new ArrayList<>(alive());
        LiveThreads.interrupt(alive, Duration.ofNanos(until - System.nanoTime()));
        for (Thread thread : alive) {
            StepThread.awaitEnd(thread, until);
        }
        alive.removeIf(thread -> !thread.isAlive());
        alive.stream().filter(PluginThread.class::isInstance).forEach(thread -> pool.replace((PluginThread) thread));
        return alive.stream()
                .map(thread -> thread.getName() + where(LiveThreads.stackOf(thread)))
                .toList();
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
