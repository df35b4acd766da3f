package dev.rookery.host.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * How much the threads of all plugins have before them: what is queued and what runs. Work that leads to more work
 * hands it over before it ends, so that nothing is between two threads when the count is zero. Any thread.
 */
final class Workload {

    private final List<CompletableFuture<Void>> watchers = new ArrayList<>();
    private long tasks;

    /** A task was queued. */
    synchronized void begin() {
        tasks++;
    }

    /** A task has ended or will never run. */
    void end() {
        List<CompletableFuture<Void>> done = List.of();
        synchronized (this) {
            tasks--;
            if (tasks <= 0) {
                done = List.copyOf(watchers);
                watchers.clear();
            }
        }
        done.forEach(watcher -> watcher.complete(null));
    }

    /** Completes when there is nothing. */
    CompletionStage<Void> idle() {
        synchronized (this) {
            if (tasks > 0) {
                CompletableFuture<Void> idle = new CompletableFuture<>();
                watchers.add(idle);
                return idle.minimalCompletionStage();
            }
        }
        return CompletableFuture.completedStage(null);
    }
}
