package dev.rookery.api.handler;

import dev.rookery.api.event.BotEvent;

/**
 * Hears events of one kind. Called on the plugin's own threads, so it may block.
 *
 * @param <E> the kind of event
 */
@FunctionalInterface
public interface EventHandler<E extends BotEvent> {

    /**
     * Takes one event.
     *
     * @param event what happened
     * @throws Exception is logged
     */
    void handle(E event) throws Exception;
}
