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

    /** Here and not in a table of all owners, to be found at once. */
    final Traffic traffic;

    /** What waits for a plugin, whichever of its lives will see it. */
    static final class Traffic {

        /** Its lanes with something to do, by chat or account. */
        final ConcurrentMap<Object, Lane> lanes = new ConcurrentHashMap<>();
        /** How much waits or runs in all of them. */
        final AtomicInteger waiting = new AtomicInteger();
        /** Whether it is known to have something to do, to those who wait until it has not. */
        volatile boolean busy;
        /** Whether it has been too slow of late, so that nobody waits for it. */
        volatile boolean stalled;

        private volatile Owner owner;

        private Traffic(Owner owner) {
            this.owner = owner;
        }

        /** The plugin in its latest life. */
        Owner owner() {
            return owner;
        }

        /** Whether the plugin makes room for its next life, or for other threads of it, which then get what is left. */
        boolean isPaused() {
            return owner.handlers instanceof Handlers handlers && handlers.isPaused();
        }

        /** Whether others wait for the threads. */
        boolean isAwaited() {
            return !(owner.handlers instanceof Handlers handlers) || handlers.isAwaited();
        }
    }

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
        this.traffic = new Traffic(this);
    }

    private Owner(Owner before, Executor handlers, Executor callbacks, Sentry sentry) {
        this.id = before.id;
        this.handlers = handlers;
        this.callbacks = callbacks;
        this.sentry = sentry;
        this.traffic = before.traffic;
    }

    /** As above, with nobody who watches. */
    public Owner(String id, Executor handlers, Executor callbacks) {
        this(id, handlers, callbacks, Sentry.NONE);
    }

    /**
     * The plugin in its next life. What waits for it goes on waiting and is given to this one.
     *
     * @param handlers runs its handlers
     * @param callbacks completes the stages that its sends returned
     * @param sentry watches its border
     */
    public Owner next(Executor handlers, Executor callbacks, Sentry sentry) {
        Owner next = new Owner(this, handlers, callbacks, sentry);
        traffic.owner = next;
        return next;
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

    /** Threads for handlers that tell how they are off. */
    public interface Handlers extends Executor {

        /** Whether work is kept back now, to be run later: a lane stops behind the task that it is at. */
        boolean isPaused();

        /** Whether work is queued: a lane that has had its turn makes room for others. */
        boolean isAwaited();
    }

    /** What the dispatcher gives to {@code handlers}. */
    public interface Work extends Runnable {

        /** Called instead of running it, when it was queued and the owner's threads have ended: its messages go on. */
        void refused();

        /**
         * A thread is given up while it runs this, and may never come back: what waits behind goes on with another.
         * Does nothing if the thread is not at it any more.
         */
        void abandoned(Thread thread);
    }
}
