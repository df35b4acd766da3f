package dev.rookery.host.plugin;

import dev.rookery.api.account.AccountPermission;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says no in the operator's name when a plugin wants to change what it was not allowed to. The operator is told once
 * for each account and permission: a plugin may ask any number of times. Any thread.
 */
final class PermissionGuard {

    private static final Logger log = LoggerFactory.getLogger(PermissionGuard.class);

    private record Wish(String account, AccountPermission permission) {}

    private final String pluginId;
    private final AccountPermissions permissions;
    private final Set<Wish> told = ConcurrentHashMap.newKeySet();

    PermissionGuard(String pluginId, AccountPermissions permissions) {
        this.pluginId = pluginId;
        this.permissions = permissions;
    }

    /** Why the plugin may not; empty if it may. */
    Optional<String> objection(String account, AccountPermission permission) {
        if (permissions.allows(account, pluginId, permission)) {
            return Optional.empty();
        }
        String key = "accounts." + account + ".permissions." + pluginId;
        String value = permission.name().toLowerCase(Locale.ROOT);
        if (told.add(new Wish(account, permission))) {
            log.warn(
                    "plugin may not change this plugin={} account={} permission={} hint=\"to allow it, add {} to {}\"",
                    pluginId,
                    account,
                    value,
                    value,
                    key);
        }
        return Optional.of("plugin " + pluginId + " may not change the " + value + " of account " + account + " (" + key
                + ": expected: a list with " + value + ")");
    }
}
