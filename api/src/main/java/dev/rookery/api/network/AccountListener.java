package dev.rookery.api.network;

import dev.rookery.api.event.BotEvent;

/** Where a network tells what happened. Implemented by the host. */
@FunctionalInterface
public interface AccountListener {

    /**
     * Takes an event. May be called on an event loop: it only queues, never blocks and never throws. Events of one chat
     * must be told in their order and not from two threads at once.
     *
     * @param event what happened
     */
    void onEvent(BotEvent event);
}
