package dev.rookery.host.webqq.wire;

import org.jspecify.annotations.Nullable;

/**
 * Somebody of whom a notice may tell more than the handle.
 *
 * @param uin the handle in this login
 * @param number the lasting number; null where the wire leaves it out, which it does more often than not
 * @param name how the notice calls them; empty where it does not
 */
public record WirePerson(Uin uin, @Nullable QqNumber number, String name) {}
