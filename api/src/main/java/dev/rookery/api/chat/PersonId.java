package dev.rookery.api.chat;

/**
 * Which person, as one account sees them.
 *
 * @param account the account's name as it stands in the configuration
 * @param value the network's own identifier; opaque to plugins, never blank
 */
public record PersonId(String account, String value) {

    /**
     * Refuses blank parts.
     *
     * @param account as above
     * @param value as above
     */
    public PersonId {
        if (account.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException(
                    "person id needs an account and a value: '" + account + "', '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return account + '/' + value;
    }
}
