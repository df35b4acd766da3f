package dev.rookery.api.event;

import java.time.Instant;

/**
 * Something that this version of the API has no name for.
 *
 * @param account the account's name
 * @param type the network's word for it
 * @param raw all that came with it, as the network wrote it; JSON for WebQQ
 * @param at when
 */
public record UnknownEvent(String account, String type, String raw, Instant at) implements BotEvent {}
