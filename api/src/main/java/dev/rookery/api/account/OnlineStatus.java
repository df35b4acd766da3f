package dev.rookery.api.account;

/** How somebody shows themselves to others. More may be added: keep a default branch when switching over it. */
public enum OnlineStatus {
    /** Can be spoken to. */
    ONLINE,
    /** Not at the keyboard. */
    AWAY,
    /** Does not want to be disturbed. */
    BUSY,
    /** Wants to be spoken to ("Q me"). */
    CALL_ME,
    /** Hears without any sound. */
    SILENT,
    /** On line, shown as off line. */
    HIDDEN,
    /** Not there. */
    OFFLINE,
    /** The network does not tell, or in a word that this version does not know. */
    UNKNOWN
}
