package dev.rookery.host.dispatch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whose a handler is, and on which threads its code runs: a plugin, in one of its lives. Equal to nothing but itself.
 */
public final class Owner {

    private final String id;
    private final Executor handlers;
    private final Executor callbacks;
    private final Sentry sentry;

    /**
     * Its lanes with something to do, by chat or account. Here and not in a table of all owners, to be found at once.
     */
    final ConcurrentMap<Object, Lane> lanes = new ConcurrentHashMap<>();
    /** How much waits or runs in all of them. */
    final AtomicInteger waiting = new AtomicInteger();
    /** Whether it has been too slow of late, so that nobody waits for it. */
    volatile boolean stalled;

    /**
     * Describes a plugin.
     *
     * @param id the plugin's id
     * @param handlers runs its handlers. Once the owner has stopped it refuses {@link Work} with
     *     RejectedExecutionException, and tells work that is still queued so
     * @param callbacks completes the stages that its sends returned. Apart from {@code handlers}, so that a plugin
     *     whose handlers all wait for a reply is not waiting for itself
     * @param sentry watches its border
     */
    public Owner(String id, Executor handlers, Executor callbacks, Sentry sentry) {
        this.id = id;
        this.handlers = handlers;
        this.callbacks = callbacks;
        this.sentry = sentry;
    }

    /** As above, with nobody who watches. */
    public Owner(String id, Executor handlers, Executor callbacks) {
        this(id, handlers, callbacks, Sentry.NONE);
    }

    /** The plugin's id. */
    public String id() {
        return id;
    }

    /** Runs its handlers. */
    public Executor handlers() {
        return handlers;
    }

    /** Completes the stages that its sends returned. */
    public Executor callbacks() {
        return callbacks;
    }

    /** Watches its border. */
    public Sentry sentry() {
        return sentry;
    }

    @Override
    public String toString() {
        return id;
    }

    /** What the dispatcher gives to {@code handlers}. */
    public interface Work extends Runnable {

        /** Called instead of running it, when it was queued and the owner's threads have ended: its messages go on. */
        void refused();
    }
}
