package dev.rookery.api.message;

/**
 * What a network calls one message. Only comparable within one chat; some networks repeat ids after a while.
 *
 * @param value the network's identifier, opaque
 */
public record MessageId(String value) {}
