package dev.rookery.api.account;

/**
 * What an operator may allow a plugin to change. Reading contacts and fetching pictures needs none: a plugin hears what
 * is said anyway.
 */
public enum AccountPermission {
    /** Status and signature of the account. */
    PROFILE,
    /** Friend requests, remarks. */
    FRIENDS,
    /** Members of groups: remove, silence, name, promote; requests to join. */
    GROUPS
}
