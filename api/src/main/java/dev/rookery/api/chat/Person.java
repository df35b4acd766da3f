package dev.rookery.api.chat;

/**
 * Somebody who says things.
 *
 * @param id who
 * @param name how they are called in the chat at hand: group card, remark or nickname; may be empty when the network
 *     does not tell
 */
public record Person(PersonId id, String name) {}
