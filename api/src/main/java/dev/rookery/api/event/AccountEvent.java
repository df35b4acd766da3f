package dev.rookery.api.event;

/** Something that concerns the account as a whole. */
public sealed interface AccountEvent extends BotEvent
        permits AccountStateChanged, AccountNeedsAttention, AccountKicked, AccountNotice {}
