package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.Owner;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

    private static final Logger log = LoggerFactory.getLogger(PluginThreads.class);

    private final String pluginId;
    private final ClassLoader loader;
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor pool;
    private final ThreadPoolExecutor callbacks;

    PluginThreads(String pluginId, ClassLoader loader, int most, int queue) {
        this.pluginId = pluginId;
        this.loader = loader;
        this.pool = pool(most, queue);
        this.callbacks = pool(1, queue);
    }

    private ThreadPoolExecutor pool(int most, int queue) {
        ThreadPoolExecutor made =
                new ThreadPoolExecutor(
                        most,
                        most,
                        KEEP_ALIVE.toSeconds(),
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(queue),
                        this::newThread) {
                    @Override
                    protected void beforeExecute(Thread thread, Runnable task) {
                        // An earlier task may have changed it.
                        thread.setContextClassLoader(loader);
                    }
                };
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    private Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "plugin-" + pluginId + '-' + count.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.setUncaughtExceptionHandler(
                (who, e) -> log.error("uncaught exception plugin={} thread={}", pluginId, who.getName(), e));
        return thread;
    }

    /**
     * Where its handlers run, and apart from them the stages of its sends are completed. Both refuse with
     * RejectedExecutionException when their queue is full or the plugin has stopped.
     */
    Owner owner() {
        return new Owner(pluginId, pool, callbacks);
    }

    /** A step in a plugin's life. */
    @FunctionalInterface
    interface Step {
        void run() throws Throwable;
    }

    /**
     * Runs one step on a thread of the plugin and waits for it.
     *
     * @throws ExecutionException with what the step threw
     * @throws TimeoutException after the deadline, with the place where the step hangs; its thread was interrupted and
     *     is not waited for
     * @throws InterruptedException if the caller was interrupted; so was the step
     */
    void run(String name, Duration deadline, Step step)
            throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            try {
                step.run();
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new ExecutionException(e);
            }
            return null;
        });
        Thread thread = newThread(task);
        thread.start();
        try {
            task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
            // The step's result comes a moment before its thread ends, which must not be taken for a leaked one.
            thread.join(GRACE.toMillis());
        } catch (TimeoutException e) {
            throw new TimeoutException(
                    name + " did not return within " + seconds(deadline) + where(thread.getStackTrace()));
        } finally {
            task.cancel(true);
        }
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    /** The innermost frame outside the JDK, which tells more than the place where every waiting thread waits. */
    private static String where(StackTraceElement[] stack) {
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
        for (Runnable queued : pool.shutdownNow()) {
            if (queued instanceof Owner.Work work) {
                work.refused();
            }
        }
        callbacks.shutdownNow();
        long until = System.nanoTime() + (most.compareTo(GRACE) < 0 ? most : GRACE).toNanos();
        List<Thread> alive = alive();
        alive.forEach(Thread::interrupt);
        for (Thread thread : alive) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left > 0) {
                thread.join(left);
            }
        }
        return alive.stream()
                .filter(Thread::isAlive)
                .map(thread -> thread.getName() + where(thread.getStackTrace()))
                .toList();
    }

    /** Threads that a plugin starts inherit its context loader, which gives them away. */
    private List<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader)
                .toList();
    }
}
