package dev.rookery.api.chat;

/**
 * Which chat, among all chats of all accounts of the host. Two ids are the same chat when they are equal.
 *
 * @param account the account's name as it stands in the configuration
 * @param kind what sort of chat
 * @param value the network's own identifier; opaque to plugins, never blank
 */
public record ChatId(String account, ChatKind kind, String value) {

    /**
     * Refuses blank parts.
     *
     * @param account as above
     * @param kind as above
     * @param value as above
     */
    public ChatId {
        if (account.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException(
                    "chat id needs an account and a value: '" + account + "', '" + value + "'");
        }
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @param text for example {@code pual/group/42}
     * @return the chat's id
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static ChatId parse(String text) {
        String[] parts = text.split("/", 3);
        if (parts.length == 3 && !parts[0].isBlank() && !parts[2].isBlank()) {
            for (ChatKind kind : ChatKind.values()) {
                if (kind.word().equals(parts[1])) {
                    return new ChatId(parts[0], kind, parts[2]);
                }
            }
        }
        throw new IllegalArgumentException("chat id '" + text + "' (expected: account/kind/value such as pual/group/42,"
                + " where the kind is friend, group, discussion or session)");
    }

    /** The form used in logs, settings and file names of plugins: {@code pual/group/42}. */
    @Override
    public String toString() {
        return account + '/' + kind.word() + '/' + value;
    }
}
