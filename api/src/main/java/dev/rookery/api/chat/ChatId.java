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

    /** The form used in logs and file names of plugins: {@code pual/group/42}. */
    @Override
    public String toString() {
        return account + '/' + kind.word() + '/' + value;
    }
}
