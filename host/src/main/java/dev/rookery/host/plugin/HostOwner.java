package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.Owner;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The host as the owner of handlers of its own, for what it answers when no plugin does. One daemon thread
 * {@code rookery-answers}, started at once and not by the first message: then it would be by a thread of a plugin's,
 * whose class loader it would inherit and keep. Beyond its queue it refuses.
 */
final class HostOwner implements AutoCloseable {

    /** As it stands in logs; no plugin can be called so. */
    private static final String ID = "(host)";

    private final Workload workload;
    private final ThreadPoolExecutor thread;

    HostOwner(int queue, Workload workload) {
        this.workload = workload;
        this.thread =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), HostOwner::thread) {
                    @Override
                    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
                        workload.end();
                    }
                };
        thread.prestartCoreThread();
    }

    private static Thread thread(Runnable task) {
        Thread made = new Thread(task, "rookery-answers");
        made.setDaemon(true);
        return made;
    }

    Owner owner() {
        return new Owner(ID, this::execute, this::execute);
    }

    private void execute(Runnable task) {
        workload.begin();
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            workload.end();
            throw e;
        }
    }

    /** Drops what waits and answers nothing more. */
    @Override
    public void close() {
        for (Runnable queued : thread.shutdownNow()) {
            if (queued instanceof Owner.Work work) {
                work.refused();
            }
            workload.end();
        }
    }
}
