package dev.rookery.host.webqq.contacts;

import dev.rookery.host.webqq.wire.Uin;

/**
 * What the servers never told but two lists of one login show when they are compared. What is new is believed at once,
 * what is missing when {@link Whole#BELIEVED} whole lists in a row lack it.
 */
public sealed interface Change {

    /** The chat that it concerns. */
    ChatHandle chat();

    /** Somebody is a friend now. */
    record FriendAdded(Uin who) implements Change {
        @Override
        public ChatHandle chat() {
            return ChatHandle.friend(who);
        }
    }

    /**
     * Somebody is no friend any more.
     *
     * @param name what they were called
     */
    record FriendRemoved(Uin who, String name) implements Change {
        @Override
        public ChatHandle chat() {
            return ChatHandle.friend(who);
        }
    }

    /** The account is in a group or discussion now. */
    record RoomJoined(ChatHandle chat) implements Change {}

    /**
     * The account is in a group or discussion no more.
     *
     * @param name what it was called
     */
    record RoomGone(ChatHandle chat, String name) implements Change {}

    /**
     * A group or discussion has another name.
     *
     * @param before its name until now
     */
    record RoomRenamed(ChatHandle chat, String before) implements Change {}

    /**
     * Somebody became an administrator of a group, or is none any more.
     *
     * @param admin whether they are one now
     */
    record AdminChanged(ChatHandle chat, Uin who, boolean admin) implements Change {}
}
