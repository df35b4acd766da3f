package dev.rookery.host.dispatch;

import java.util.concurrent.Executor;

/**
 * Whose a handler is, and on which threads its code runs.
 *
 * @param id the plugin's id
 * @param handlers runs its handlers. Once the owner has stopped it refuses {@link Work} with
 *     RejectedExecutionException, and tells work that is still queued so
 * @param callbacks completes the stages that its sends returned. Apart from {@code handlers}, so that a plugin whose
 *     handlers all wait for a reply is not waiting for itself
 */
public record Owner(String id, Executor handlers, Executor callbacks) {

    /** What the dispatcher gives to {@code handlers}. */
    public interface Work extends Runnable {

        /** Called instead of running it, when it was queued and the owner's threads have ended: its messages go on. */
        void refused();
    }
}
