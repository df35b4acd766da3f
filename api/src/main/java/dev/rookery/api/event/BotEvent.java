package dev.rookery.api.event;

import java.time.Instant;

/**
 * Something that happened to an account. Kinds may be added in later versions: keep a default branch when telling them
 * apart.
 */
public sealed interface BotEvent
        permits MessageReceived, AccountEvent, ContactEvent, GroupEvent, FileEvent, UnknownEvent {

    /**
     * The account it happened to.
     *
     * @return its name as it stands in the configuration
     */
    String account();

    /**
     * When it happened, by the network's clock where it tells, else by the host's.
     *
     * @return the instant
     */
    Instant at();
}
