package dev.rookery.api.operator;

import dev.rookery.api.chat.PersonId;

/** Where something is switched. */
public sealed interface Reach {

    /** In the chat of the message that asks for it. */
    record Here() implements Reach {}

    /** In every chat of every account, unless a narrower rule says otherwise. */
    record Everywhere() implements Reach {}

    /**
     * For one person, in all chats of the account.
     *
     * @param id who
     */
    record For(PersonId id) implements Reach {}
}
