package dev.rookery.api.event;

import java.time.Instant;

/**
 * The network itself tells the account something.
 *
 * @param account the account's name
 * @param text what it says
 * @param at when
 */
public record AccountNotice(String account, String text, Instant at) implements AccountEvent {}
