package dev.rookery.host.plugin;

import dev.rookery.api.account.AccountPermission;

/** What the operator lets plugins change. Any thread. */
@FunctionalInterface
public interface AccountPermissions {

    /**
     * Whether a plugin may change something of an account.
     *
     * @param account the account's name
     * @param pluginId who wants to
     * @param permission what it wants to change
     * @return true if the operator allows it
     */
    boolean allows(String account, String pluginId, AccountPermission permission);

    /** Allows nothing. */
    static AccountPermissions none() {
        return (account, pluginId, permission) -> false;
    }
}
