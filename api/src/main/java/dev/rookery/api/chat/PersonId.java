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

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @param text for example {@code pual/1001}
     * @return the person's id
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static PersonId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("person id '" + text + "' (expected: account/value such as pual/1001)");
        }
        return new PersonId(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The form used in logs and settings: {@code pual/1001}. */
    @Override
    public String toString() {
        return account + '/' + value;
    }
}
