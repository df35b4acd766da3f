package dev.rookery.host.plugin;

/** Where a plugin jar stands, in words for the operator. */
public enum PluginState {
    /** The jar is in order and could be started. */
    DISCOVERED,
    /** The jar is broken or its manifest is; it was not touched further. */
    INVALID,
    /** The jar asks for another version of the API than this host has. */
    INCOMPATIBLE,
    /** The jar is in order, but another plugin that it needs is not there, does not fit or does not run. */
    BLOCKED,
    /** The operator has switched it off. */
    DISABLED,
    /** It is being loaded and enabled. */
    STARTING,
    /** It hears and answers. */
    ACTIVE,
    /** It runs, but failed too often: it is left alone for a while and then tried again. */
    DEGRADED,
    /** It failed hopelessly and was stopped. It is not started again before the operator says so or its jar changes. */
    QUARANTINED,
    /** It did not start; all that it had registered was undone. */
    FAILED,
    /** It was taken out of the handlers and is being disabled. */
    STOPPING,
    /** It was disabled and unloaded. */
    STOPPED,
    /** It was disabled and unloaded, but threads of it are still running and cannot be ended: restart the host. */
    ZOMBIE
}
