package dev.rookery.api.event;

import java.time.Instant;

/**
 * An account came on line, went off line, or is on the way.
 *
 * @param account the account's name
 * @param state where it stands now
 * @param reason one sentence for a person; empty when the state says it all
 * @param at when
 */
public record AccountStateChanged(String account, AccountState state, String reason, Instant at)
        implements AccountEvent {}
