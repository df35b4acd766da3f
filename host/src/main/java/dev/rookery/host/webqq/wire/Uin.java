package dev.rookery.host.webqq.wire;

/**
 * WebQQ's handle for a person: the same in contact lists and messages of one login, another after the next. Up to
 * 4294967295, hence not an int. Only the account's own uin equals its {@link QqNumber}.
 *
 * @param value the number on the wire
 */
public record Uin(long value) {}
