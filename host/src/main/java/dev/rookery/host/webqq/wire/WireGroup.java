package dev.rookery.host.webqq.wire;

/**
 * The names of one group.
 *
 * @param gid what messages are sent to
 * @param code what member lists are asked with; equals the gid in era B; 0 where the wire leaves it out
 * @param number the lasting number that people know; 0 where the wire leaves it out
 */
public record WireGroup(long gid, long code, long number) {}
