package dev.rookery.api.account;

import dev.rookery.api.chat.Person;

/**
 * Somebody in a group or discussion.
 *
 * @param person who, by the name they have there
 * @param nick their own nickname
 * @param card the name they have in this group only; empty for none
 * @param role what they may do there
 */
public record Member(Person person, String nick, String card, Role role) {}
