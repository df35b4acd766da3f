package dev.rookery.api.event;

import java.time.Instant;

/**
 * The network put the account out, as a rule because it was used somewhere else. The account stays off line until the
 * operator starts it again.
 *
 * @param account the account's name
 * @param reason what the network said; may be empty
 * @param at when
 */
public record AccountKicked(String account, String reason, Instant at) implements AccountEvent {}
