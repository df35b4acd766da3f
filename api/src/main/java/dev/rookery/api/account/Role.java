package dev.rookery.api.account;

/** What somebody may do in a group. */
public enum Role {
    /** It is their group. */
    OWNER,
    /** May remove and silence members. */
    ADMIN,
    /** May speak. */
    MEMBER
}
