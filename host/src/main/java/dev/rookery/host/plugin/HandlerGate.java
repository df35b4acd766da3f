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
import org.jspecify.annotations.Nullable;

/**
 * The way of messages to the handlers of one plugin, from one of its lives to the next. While the plugin is reloaded
 * the gate keeps back what the dispatcher's lanes want to run, so that no message is lost; once the next life is there,
 * all of it runs on that one's threads. The lanes' bounds are the bounds of what waits here. Any thread.
 */
final class HandlerGate {

    private final Queue<Owner.Work> kept = new ArrayDeque<>();
    private @Nullable Owner latest;
    private @Nullable Life open;
    private boolean closed;

    /**
     * Makes the plugin in another life, as the dispatcher knows it; shut until it is {@linkplain #open opened}.
     *
     * @param handlers the threads behind the gate
     */
    synchronized Owner next(String id, Executor handlers, Executor callbacks, Sentry sentry) {
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
            if (ending == null) {
                return CompletableFuture.completedStage(null);
            }
            if (ending.running > 0) {
                return ending.quiet;
            }
        }
        ending.quiet.complete(null);
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

    private synchronized boolean isShut() {
        return open == null && !closed;
    }

    private void pass(Owner.Work work) {
        Life to;
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("the plugin has stopped");
            }
            if (open == null) {
                kept.add(work);
                return;
            }
            to = open;
        }
        try {
            to.threads.execute(new Passage(to, work));
        } catch (RejectedExecutionException refused) {
            synchronized (this) {
                if (open == to) {
                    throw refused;
                }
            }
            pass(work); // the gate was shut on the way to those threads
        }
    }

    private void passOrRefuse(Owner.Work work) {
        try {
            pass(work);
        } catch (RejectedExecutionException stoppedOrFull) {
            work.refused();
        }
    }

    private synchronized boolean enter(Life through) {
        if (open != through) {
            return false;
        }
        through.running++;
        return true;
    }

    private void leave(Life through) {
        boolean quiet;
        synchronized (this) {
            through.running--;
            quiet = through.running == 0 && open != through;
        }
        if (quiet) {
            through.quiet.complete(null);
        }
    }

    /** Where one life's handlers run: messages go through the gate, all else straight to the threads. */
    private final class Life implements Owner.Pausable {

        private final Executor threads;
        private final CompletableFuture<Void> quiet = new CompletableFuture<>();
        private int running;

        Life(Executor threads) {
            this.threads = threads;
        }

        @Override
        public boolean isPaused() {
            return isShut();
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
    }
}
