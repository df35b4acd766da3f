package dev.rookery.api.network;

import dev.rookery.api.event.BotEvent;
import java.util.concurrent.CompletionStage;

/** Where a network tells what happened. Implemented by the host. */
@FunctionalInterface
public interface AccountListener {

    /**
     * Takes an event. May be called on an event loop: it only queues, never blocks and never throws. Events of one chat
     * must be told in their order and not from two threads at once.
     *
     * @param event what happened
     * @return completes, on any thread and never exceptionally, when a message has been handled and the replies that
     *     its handlers gave are on their way or refused; a network may read no further while too much waits. For other
     *     events it is complete at once
     */
    CompletionStage<Void> onEvent(BotEvent event);
}
