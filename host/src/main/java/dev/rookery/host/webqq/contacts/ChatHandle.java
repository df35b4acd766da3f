package dev.rookery.host.webqq.contacts;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.Uin;

/**
 * A chat as this login names it.
 *
 * @param kind what sort of chat
 * @param number the other's uin, or gid or did
 */
public record ChatHandle(ChatKind kind, long number) {

    /** The chat with a friend. */
    public static ChatHandle friend(Uin uin) {
        return new ChatHandle(ChatKind.FRIEND, uin.value());
    }

    /** A group. */
    public static ChatHandle group(long gid) {
        return new ChatHandle(ChatKind.GROUP, gid);
    }

    /** A discussion. */
    public static ChatHandle discussion(long did) {
        return new ChatHandle(ChatKind.DISCUSSION, did);
    }

    /** Whether it is a group or discussion, which has a name and members of its own. */
    boolean isRoom() {
        return kind == ChatKind.GROUP || kind == ChatKind.DISCUSSION;
    }
}
