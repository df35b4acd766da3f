package dev.rookery.host.plugin;

import dev.rookery.host.guard.BlackBox;
import dev.rookery.host.guard.LiveThreads;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.guard.Watch;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A thread that runs nothing but one plugin, and what the host knows of the call that it runs. Its log lines carry the
 * plugin. It inherits no thread locals: whoever hands the plugin its work may be a thread of another one.
 */
final class PluginThread extends Thread {

    private final PluginGuard guard;
    private @Nullable Watch watch;
    private BlackBox.@Nullable Seat seat;
    /** Whose task it runs, and which one: written in this order, and read the other way round. */
    private @Nullable Executor pool;

    private volatile @Nullable Runnable task;
    /** Whether another one is there in its place; guarded by its pool. */
    private boolean replaced;

    /** What the calls about one thing have come to. */
    enum Visit {
        /** There is none. */
        NONE,
        /** Nothing yet. */
        BEGUN,
        /** All went well. */
        WELL,
        /** One did not. */
        FAILED
    }

    private Visit visit = Visit.NONE;
    private boolean called;
    private @Nullable Throwable failure;
    private int refused;

    PluginThread(PluginGuard guard, Runnable work, String name) {
        super(LiveThreads.PLUGINS, work, name, 0, false);
        this.guard = guard;
        setDaemon(true);
    }

    /** The thread that asks, if it is a plugin's. */
    static @Nullable PluginThread current() {
        return Thread.currentThread() instanceof PluginThread thread ? thread : null;
    }

    /** Looked after from here on and not before: a pool that ends may throw away a thread that it has made. */
    @Override
    public void run() {
        MDC.put("plugin", guard.plugin());
        watch = guard.watch(this);
        BlackBox.Seat mine = guard.seat();
        seat = mine;
        try {
            super.run();
        } finally {
            mine.leave();
            guard.ended(Usage.of(this));
            guard.forget(watch());
        }
    }

    /** The task that it runs for a pool; null if there is none. Any thread. */
    @Nullable
    Runnable taskOf(Executor asking) {
        Runnable now = task;
        return pool == asking ? now : null;
    }

    /** Remembers whether another one is there in its place; answers what it was before. */
    boolean replaced(boolean now) {
        boolean before = replaced;
        replaced = now;
        return before;
    }

    // What follows is for the thread itself.

    Watch watch() {
        return Objects.requireNonNull(watch, "not started");
    }

    /** It was given up and has come back: from here on it is a thread like others. */
    void comesBack() {
        guard.forget(watch());
        watch = guard.watch(this);
    }

    /** It has something to do for the plugin, or no longer: what is known of it should the process die. */
    void works(boolean now) {
        BlackBox.Seat mine = Objects.requireNonNull(seat, "not started");
        if (now) {
            mine.works();
        } else {
            mine.rests();
        }
    }

    /** Begins a task of a pool's. */
    void takes(Executor whose, Runnable begun) {
        pool = whose;
        task = begun;
    }

    /** The task has ended. */
    void finishes() {
        task = null;
    }

    Visit visit() {
        return visit;
    }

    void visit(Visit now) {
        visit = now;
    }

    /** A call into the plugin begins. */
    void begins(Object where) {
        called = true;
        failure = null;
        refused = 0;
        watch().begin(where);
    }

    /** The call has ended; the thread is the host's again. */
    void ends() {
        called = false;
        failure = null;
    }

    boolean isCalled() {
        return called;
    }

    /** The call has failed, whatever it returns. */
    void fails(Throwable reason) {
        failure = reason;
    }

    /** Something that the call wanted to say was refused; how often that has been so. */
    int refuses() {
        return ++refused;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }
}
