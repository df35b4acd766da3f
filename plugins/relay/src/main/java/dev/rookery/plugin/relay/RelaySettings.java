package dev.rookery.plugin.relay;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.ChatKind;
import dev.rookery.api.config.Doc;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
     * @param chats two or more, in the form {@code account/kind/value}
     */
    @Doc("Chats that are joined.")
    record Join(
            @Doc("Two or more chats, each as account/kind/value; kinds are friend, group, discussion and session.")
            List<String> chats) {

        Join {
            if (new HashSet<>(chats).size() != chats.size() || chats.size() < 2) {
                throw new IllegalArgumentException(
                        "chats: " + chats + " (expected: two or more different ones, each as account/kind/value)");
            }
            chats.forEach(Join::chat);
        }

        private static ChatId chat(String text) {
            String[] parts = text.split("/", 3);
            if (parts.length == 3 && !parts[0].isBlank() && !parts[2].isBlank()) {
                for (ChatKind kind : ChatKind.values()) {
                    if (kind.name().toLowerCase(Locale.ROOT).equals(parts[1])) {
                        return new ChatId(parts[0], kind, parts[2]);
                    }
                }
            }
            throw new IllegalArgumentException("chats: '" + text
                    + "' (expected: account/kind/value such as pual/group/42, kind being one of "
                    + Arrays.toString(ChatKind.values()).toLowerCase(Locale.ROOT) + ")");
        }

        private boolean holds(ChatId chat) {
            return chats.contains(chat.toString());
        }
    }

    /** Where what is said in a chat is said as well. */
    Set<ChatId> others(ChatId chat) {
        Set<ChatId> others = new HashSet<>();
        joins.stream()
                .filter(join -> join.holds(chat))
                .forEach(join -> join.chats().stream().map(Join::chat).forEach(others::add));
        others.remove(chat);
        return others;
    }
}
