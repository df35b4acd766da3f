package dev.rookery.host.plugin;

/** Hears what becomes of one plugin in one of its lives. Called by any thread: hands the work on. */
interface Supervisor {

    /** It is left alone for a while. */
    void degraded(String reason);

    /** It is called again. */
    void recovered();

    /** It is not to be called any more. */
    void hopeless(String reason);
}
