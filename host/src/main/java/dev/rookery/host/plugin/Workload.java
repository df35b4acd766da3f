package dev.rookery.host.plugin;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much the threads of all plugins have before them: what is queued and what runs. Work that leads to more work
 * hands it over before it ends, so that nothing is between two threads when the count is zero. Any thread.
 */
final class Workload {

    private final Queue<CompletableFuture<Void>> watchers = new ConcurrentLinkedQueue<>();
    private final AtomicLong tasks = new AtomicLong();

    /** A task was queued. */
    void begin() {
        tasks.incrementAndGet();
    }

    /** A task has ended or will never run. */
    void end() {
        if (tasks.decrementAndGet() == 0) {
            tell();
        }
    }

    /** Completes when there is nothing. */
    CompletionStage<Void> idle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        watchers.add(idle);
        if (tasks.get() == 0) {
            tell();
        }
        return idle.minimalCompletionStage();
    }

    /** Only those for whom there is still nothing: they may have come after a task that came meanwhile. */
    private void tell() {
        while (tasks.get() == 0) {
            CompletableFuture<Void> idle = watchers.poll();
            if (idle == null) {
                return;
            }
            if (tasks.get() == 0) {
                idle.complete(null);
            } else {
                watchers.add(idle);
            }
        }
    }
}
