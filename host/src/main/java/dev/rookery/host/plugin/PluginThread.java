package dev.rookery.host.plugin;

import dev.rookery.host.guard.Watch;
import org.jspecify.annotations.Nullable;

/** A thread that runs nothing but one plugin, and what the host knows of the call that it runs. */
final class PluginThread extends Thread {

    private final PluginGuard guard;
    private volatile Watch watch;
    private boolean called;
    private @Nullable Throwable failure;

    PluginThread(PluginGuard guard, Runnable work, String name) {
        super(work, name);
        this.guard = guard;
        this.watch = guard.watch(this);
        setDaemon(true);
    }

    /** The thread that asks, if it is a plugin's. */
    static @Nullable PluginThread current() {
        return Thread.currentThread() instanceof PluginThread thread ? thread : null;
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            guard.forget(watch);
        }
    }

    Watch watch() {
        return watch;
    }

    /** It was given up and has come back: from here on it is a thread like others. */
    void comesBack() {
        guard.forget(watch);
        watch = guard.watch(this);
    }

    // What follows is for the thread itself.

    /** A call into the plugin begins. */
    void begins(Object where) {
        called = true;
        failure = null;
        watch.begin(where);
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

    @Nullable
    Throwable failure() {
        return failure;
    }
}
