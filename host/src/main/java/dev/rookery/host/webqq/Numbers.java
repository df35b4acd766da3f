package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import dev.rookery.host.webqq.wire.Uin;
import java.util.OptionalLong;

/** The numbers behind the ids that plugins know, in the present login. On the loop only. */
interface Numbers {

    /**
     * Somebody's handle.
     *
     * @throws IllegalArgumentException if nobody of this login is known to be this person; the message is for people
     */
    Uin uin(PersonId person);

    /**
     * What a chat is called when it is spoken to: uin, gid or did.
     *
     * @throws IllegalArgumentException if it is no chat of this login; the message is for people
     */
    long number(ChatId chat);

    /** The lasting number of a person, if it was ever told. */
    OptionalLong qqNumber(PersonId person);

    /** The lasting number of a group, if it was ever told. */
    OptionalLong groupNumber(ChatId group);
}
