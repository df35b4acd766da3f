package dev.rookery.host.dispatch;

import java.util.concurrent.Executor;

/**
 * Whose a handler is, and on which threads its code runs.
 *
 * @param id the plugin's id
 * @param handlers runs its handlers; refuses with RejectedExecutionException once the owner has stopped
 * @param callbacks completes the stages that its sends returned. Apart from {@code handlers}, so that a plugin whose
 *     handlers all wait for a reply is not waiting for itself
 */
public record Owner(String id, Executor handlers, Executor callbacks) {}
