package dev.rookery.host.ioloop;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Netty's event loop under an {@link IoLoop}: its one thread, from the first task to an end in bounded time. */
final class LoopThread {

    private static final Logger log = LoggerFactory.getLogger(IoLoop.class);

    private final String name;
    private final Duration stopDeadline;
    private final SingleThreadIoEventLoop eventLoop;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile @Nullable Thread thread;

    LoopThread(String name, Duration stopDeadline, IoHandlerFactory transport) {
        this.name = name;
        this.stopDeadline = stopDeadline;
        // A group would report its end through Netty's global executor, whose thread then outlives the loop for a
        // second.
        this.eventLoop = new SingleThreadIoEventLoop(
                null,
                task -> {
                    Thread created = new FastThreadLocalThread(task, name);
                    thread = created;
                    return created;
                },
                transport,
                IoLoop.MAX_PENDING_TASKS,
                (task, executor) -> {
                    throw new RejectedExecutionException(refusal(executor.isShuttingDown()));
                },
                0);
    }

    SingleThreadIoEventLoop eventLoop() {
        return eventLoop;
    }

    /** See {@link IoLoop#stop}. */
    CompletionStage<Void> stop() {
        if (stopping.compareAndSet(false, true)) {
            shutdown();
            // Not in the pool that everybody shares, which a plugin may have filled with what never ends.
            Thread waiting = new Thread(this::awaitEnd, name + "-end");
            waiting.setDaemon(true);
            waiting.start();
        }
        return stopped.minimalCompletionStage();
    }

    boolean isStopping() {
        return stopping.get();
    }

    /** Throws unless it is called on the loop's thread. */
    void requireLoop(String method) {
        if (!eventLoop.inEventLoop()) {
            throw new IllegalStateException(method + " called on thread '"
                    + Thread.currentThread().getName() + "' (expected: the thread of loop '" + name
                    + "'; use execute(() -> …) to get there)");
        }
    }

    /** Throws when the loop is being stopped. */
    void requireRunning() {
        if (stopping.get()) {
            throw new RejectedExecutionException(refusal(true));
        }
    }

    String refusal(boolean ended) {
        return ended ? "loop=" + name + " is stopped" : "loop=" + name + " has too many tasks waiting";
    }

    // A listener on the termination future would be called on Netty's global executor and start its thread.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void shutdown() {
        // Netty closes the channels in a turn that begins after the shutdown. Without a quiet period the turn at hand
        // may be the last one; with one, having run a hook makes for another turn.
        eventLoop.addShutdownHook(() -> log.debug("loop stops: loop={}", name));
        eventLoop.shutdownGracefully(1, stopDeadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void awaitEnd() {
        Thread running = thread;
        try {
            if (running != null) {
                running.join(stopDeadline.toMillis());
                if (running.isAlive()) {
                    TimeoutException hangs = new TimeoutException("loop=" + name + " did not end within " + stopDeadline
                            + "; the stack is what it is busy with");
                    hangs.setStackTrace(running.getStackTrace());
                    stopped.completeExceptionally(hangs);
                    return;
                }
            }
            stopped.complete(null);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopped.completeExceptionally(interrupted);
        }
    }
}
