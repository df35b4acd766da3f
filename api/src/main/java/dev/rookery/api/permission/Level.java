package dev.rookery.api.permission;

/**
 * How much a person has to say in a chat, from the least to the most; and, of a {@linkplain Permissions#declare node},
 * the least level that has it. Who has a level has all that is below it.
 */
public enum Level {
    /** Anybody at all, a stranger in a temporary conversation included. */
    EVERYONE,
    /** Somebody who belongs here: a member of the group, a contact of the account. */
    MEMBER,
    /** An administrator of the group that the message was said in. */
    GROUP_ADMIN,
    /** The owner of the group that the message was said in. */
    GROUP_OWNER,
    /** Somebody whom the operator named under {@code admins}, in every chat. */
    ADMIN,
    /** Somebody whom the operator named under {@code owners}, in every chat. */
    OWNER,
    /** Nobody, unless the operator allows it by name. No person has this level. */
    NOBODY
}
