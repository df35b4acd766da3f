package dev.rookery.host.plugin;

import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The timers of one plugin, all cancelled together when it stops. Any thread. */
final class OwnedTimers implements Timers {

    private final Timers timers;
    private final Set<Pending> waiting = new HashSet<>();
    private boolean closed;

    OwnedTimers(Timers timers) {
        this.timers = timers;
    }

    @Override
    public Instant instant() {
        return timers.instant();
    }

    @Override
    public long nanoTime() {
        return timers.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Pending pending = new Pending(task);
        synchronized (waiting) {
            if (closed) {
                return () -> {};
            }
            waiting.add(pending);
            pending.timer = timers.after(delay, pending);
        }
        return pending;
    }

    /** How many tasks wait. */
    int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    /** Cancels what waits; what is asked for afterwards never runs. */
    void close() {
        List<Pending> all;
        synchronized (waiting) {
            closed = true;
            all = List.copyOf(waiting);
        }
        all.forEach(Pending::cancel);
    }

    private final class Pending implements Runnable, Timer {

        private final Runnable task;
        /** Set before anybody else can see this; guarded by {@code waiting}. */
        private @Nullable Timer timer;

        Pending(Runnable task) {
            this.task = task;
        }

        @Override
        public void run() {
            synchronized (waiting) {
                if (!waiting.remove(this)) {
                    return;
                }
            }
            task.run();
        }

        @Override
        public void cancel() {
            Timer asked;
            synchronized (waiting) {
                asked = waiting.remove(this) ? timer : null;
            }
            if (asked != null) {
                asked.cancel();
            }
        }
    }
}
