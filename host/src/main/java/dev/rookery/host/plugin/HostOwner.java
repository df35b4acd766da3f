package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.Owner;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The host as the owner of handlers of its own, for what it answers when no plugin does. One daemon thread
 * {@code rookery-answers}, which ends when it has been idle for half a minute; beyond its queue it refuses.
 */
final class HostOwner implements AutoCloseable {

    /** As it stands in logs; no plugin can be called so. */
    private static final String ID = "(host)";

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor thread;

    HostOwner(int queue) {
        thread = new ThreadPoolExecutor(
                1, 1, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(queue), HostOwner::thread);
        thread.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        Thread made = new Thread(task, "rookery-answers");
        made.setDaemon(true);
        return made;
    }

    Owner owner() {
        return new Owner(ID, thread, thread);
    }

    /** Drops what waits and answers nothing more. */
    @Override
    public void close() {
        for (Runnable queued : thread.shutdownNow()) {
            if (queued instanceof Owner.Work work) {
                work.refused();
            }
        }
    }
}
