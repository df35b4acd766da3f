package dev.rookery.host.plugin;

import dev.rookery.host.text.FileTrouble;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon thread {@code plugin-lifecycle} of one host, on which plugins come and go, one step after the other. */
final class LifecycleThread {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final ExecutorService executor = Executors.newSingleThreadExecutor(LifecycleThread::made);

    /** What is done there for somebody. */
    interface Operation<T> {
        T run() throws IOException;
    }

    private static Thread made(Runnable task) {
        Thread thread = new Thread(task, "plugin-lifecycle");
        thread.setDaemon(true);
        return thread;
    }

    /** Does something, unless the host has stopped. */
    void execute(Runnable step) {
        try {
            executor.execute(step);
        } catch (RejectedExecutionException stopped) {
            log.debug("the host has stopped, a step is left out");
        }
    }

    /** Does something that is waited for; its failure is a {@link PluginOperationException} or a programming error. */
    <T> CompletionStage<T> call(Operation<T> operation) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    done.complete(operation.run());
                } catch (IOException e) {
                    done.completeExceptionally(new PluginOperationException(FileTrouble.of(e)));
                } catch (RuntimeException e) {
                    done.completeExceptionally(e);
                } catch (Error e) { // who waits for it must hear of it
                    log.error("operation failed", e);
                    done.completeExceptionally(new PluginOperationException(e.toString()));
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new PluginOperationException("the host is stopping"));
        }
        return done;
    }

    /** Does something that may be interrupted by cancelling it. */
    Future<?> submit(Callable<?> task) {
        return executor.submit(task);
    }

    /** Interrupts what runs and drops what waits. */
    void end() {
        executor.shutdownNow();
    }
}
