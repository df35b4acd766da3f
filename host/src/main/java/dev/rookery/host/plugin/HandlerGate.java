package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.dispatch.Sentry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way of messages to the handlers of one plugin, from one of its lives to the next. While the plugin is reloaded
 * the gate keeps back what the dispatcher's lanes want to run, so that no message is lost; once the next life is there,
 * all of it runs on that one's threads. The lanes' bounds are the bounds of what waits here. Any thread.
 */
final class HandlerGate {

    private final Queue<Owner.Work> kept = new ArrayDeque<>();
    private @Nullable Owner latest;
    /** Where messages go now; changed under the lock, as is what follows. */
    private volatile @Nullable Life open;

    private volatile boolean closed;

    /**
     * Makes the plugin in another life, as the dispatcher knows it; shut until it is {@linkplain #open opened}.
     *
     * @param handlers the threads behind the gate
     */
    synchronized Owner next(String id, Owner.Handlers handlers, Executor callbacks, Sentry sentry) {
        Life life = new Life(handlers);
        Owner before = latest;
        Owner next = before == null ? new Owner(id, life, callbacks, sentry) : before.next(life, callbacks, sentry);
        latest = next;
        return next;
    }

    /** Lets messages through to the latest life, those first that were kept back. */
    void open() {
        List<Owner.Work> released;
        synchronized (this) {
            open = latest == null ? null : (Life) latest.handlers();
            released = takeKept();
        }
        released.forEach(this::passOrRefuse);
    }

    /**
     * Keeps back what has not begun.
     *
     * @return completes when what had begun has ended
     */
    CompletionStage<Void> pause() {
        Life ending;
        synchronized (this) {
            ending = open;
            open = null;
        }
        if (ending == null) {
            return CompletableFuture.completedStage(null);
        }
        if (ending.running.get() == 0) {
            ending.quiet.complete(null);
        }
        return ending.quiet;
    }

    /** Refuses what is kept back and what comes. */
    void close() {
        List<Owner.Work> refused;
        synchronized (this) {
            closed = true;
            open = null;
            refused = takeKept();
        }
        refused.forEach(Owner.Work::refused);
    }

    private List<Owner.Work> takeKept() {
        List<Owner.Work> all = List.copyOf(kept);
        kept.clear();
        return all;
    }

    private boolean isShut() {
        return open == null && !closed;
    }

    private void pass(Owner.Work work) {
        Life to = open;
        if (to == null) {
            to = keep(work);
        }
        if (to == null) {
            return;
        }
        try {
            to.threads.execute(new Passage(to, work));
        } catch (RejectedExecutionException refused) {
            if (open == to) {
                throw refused;
            }
            pass(work); // the gate was shut on the way to those threads
        }
    }

    /** Keeps work back, unless the gate was opened meanwhile: then says to which life. */
    private synchronized @Nullable Life keep(Owner.Work work) {
        if (closed) {
            throw new RejectedExecutionException("the plugin has stopped");
        }
        if (open == null) {
            kept.add(work);
        }
        return open;
    }

    private void passOrRefuse(Owner.Work work) {
        try {
            pass(work);
        } catch (RejectedExecutionException stoppedOrFull) {
            work.refused();
        }
    }

    private boolean enter(Life through) {
        through.running.incrementAndGet(); // First: whoever shuts the gate then looks here.
        if (open == through) {
            return true;
        }
        leave(through);
        return false;
    }

    private void leave(Life through) {
        if (through.running.decrementAndGet() == 0 && open != through) {
            through.quiet.complete(null);
        }
    }

    /** Where one life's handlers run: messages go through the gate, all else straight to the threads. */
    private final class Life implements Owner.Handlers {

        private final Owner.Handlers threads;
        private final CompletableFuture<Void> quiet = new CompletableFuture<>();
        private final AtomicInteger running = new AtomicInteger();

        Life(Owner.Handlers threads) {
            this.threads = threads;
        }

        @Override
        public boolean isPaused() {
            return isShut() || threads.isPaused();
        }

        @Override
        public boolean isAwaited() {
            return threads.isAwaited();
        }

        @Override
        public void execute(Runnable task) {
            if (task instanceof Owner.Work work) {
                pass(work);
            } else {
                threads.execute(task);
            }
        }
    }

    /** Work on its way to the threads of one life; when that one is over before it begins, it waits for the next. */
    private final class Passage implements Owner.Work {

        private final Life through;
        private final Owner.Work work;

        Passage(Life through, Owner.Work work) {
            this.through = through;
            this.work = work;
        }

        @Override
        public void run() {
            if (!enter(through)) {
                passOrRefuse(work);
                return;
            }
            try {
                work.run();
            } finally {
                leave(through);
            }
        }

        @Override
        public void refused() {
            passOrRefuse(work);
        }

        @Override
        public void abandoned(Thread thread) {
            work.abandoned(thread);
        }
    }
}
