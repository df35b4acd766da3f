package dev.rookery.api.account;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;

/**
 * A contact of the account.
 *
 * @param person who, by their nickname
 * @param chat where they are spoken to; its name is the remark if there is one
 * @param remark what the account calls them; empty for none
 * @param category the account's own folder for them; empty for the default one
 * @param status how they show themselves, as far as known
 */
public record Friend(Person person, Chat chat, String remark, String category, OnlineStatus status) {}
