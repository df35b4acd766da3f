package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.webqq.wire.QqNumber;
import dev.rookery.host.webqq.wire.Uin;
import java.util.OptionalLong;

/**
 * The numbers behind the ids that plugins know, in the present login. What is not known is an IllegalArgumentException
 * with a message for people. On the loop only.
 */
interface Numbers {

    /**
     * Somebody's handle.
     *
     * @throws IllegalArgumentException if nobody of this login is known to be this person
     */
    Uin uin(PersonId person);

    /**
     * What a chat is called when it is spoken to: uin, gid or did.
     *
     * @throws IllegalArgumentException if it is no chat of this login
     */
    long number(ChatId chat);

    /** The lasting number of a person, if it is certain to be theirs. */
    OptionalLong qqNumber(PersonId person);

    /** The lasting number of a group, if it is certain to be its own. */
    OptionalLong groupNumber(ChatId group);

    /**
     * What a group is called when it is spoken to.
     *
     * @throws IllegalArgumentException if it is no group of this login
     */
    default long gid(ChatId group) {
        requireGroup(group);
        return number(group);
    }

    /**
     * The lasting number of a person.
     *
     * @throws IllegalArgumentException if it is not certain
     */
    default QqNumber lasting(PersonId person) {
        return new QqNumber(qqNumber(person)
                .orElseThrow(() -> new IllegalArgumentException("the QQ number of " + person
                        + " is not certain, and WebQQ knows people by nothing else here (expected: somebody whose id is"
                        + " CERTAIN)")));
    }

    /**
     * The lasting number of a group.
     *
     * @throws IllegalArgumentException if it is no group, or its number is not certain
     */
    default long lasting(ChatId group) {
        requireGroup(group);
        return groupNumber(group)
                .orElseThrow(() -> new IllegalArgumentException("the number of " + group
                        + " is not certain, and groups are administered by it (expected: a group whose id is"
                        + " CERTAIN)"));
    }

    private static void requireGroup(ChatId chat) {
        if (chat.kind() != ChatKind.GROUP) {
            throw new IllegalArgumentException("chat: " + chat + " (expected: a group)");
        }
    }
}
