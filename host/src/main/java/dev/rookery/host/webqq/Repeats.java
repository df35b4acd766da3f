package dev.rookery.host.webqq;

/**
 * What to do with a text that is the same as the one sent to the chat just before: the servers swallowed the second of
 * two (seen in pual_bot, twqq and pidgin-lwqq).
 */
public enum Repeats {
    /** Add a space, or next time a character without width, so that no two in a row are the same. */
    VARY,
    /** Let a while pass before it, {@link SendOptions#repeatInterval}. */
    SPACE,
    /** Send it like any other. */
    AS_IS
}
