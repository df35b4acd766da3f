package dev.rookery.plugin.relay;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.config.Doc;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings under {@code plugins.relay}. They are asked for at each message, so that a change holds from the next
 * one on.
 *
 * @param joins which chats are joined
 */
@Doc("Which chats are joined: what is said in one is said in the others.")
record RelaySettings(
        @Doc("Each a list of chats such as pual/group/42 and line/friend/1.")
        List<Join> joins) {

    /**
     * Chats that are joined.
     *
     * @param chats two or more
     */
    @Doc("Chats that are joined.")
    record Join(
            @Doc("Two or more chats, each as account/kind/value; kinds are friend, group, discussion and session.")
            List<ChatId> chats) {

        Join {
            if (new HashSet<>(chats).size() != chats.size() || chats.size() < 2) {
                throw new IllegalArgumentException(
                        "chats: " + chats + " (expected: two or more different ones, each as account/kind/value)");
            }
        }
    }

    /** Where what is said in a chat is said as well. */
    Set<ChatId> others(ChatId chat) {
        Set<ChatId> others = new HashSet<>();
        joins.stream().filter(join -> join.chats().contains(chat)).forEach(join -> others.addAll(join.chats()));
        others.remove(chat);
        return others;
    }
}
