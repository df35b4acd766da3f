package dev.rookery.plugin.echo;

import dev.rookery.api.config.Default;
import dev.rookery.api.config.Doc;

/**
 * The settings under {@code plugins.echo}.
 *
 * @param prefix what a message must begin with to be answered
 * @param groups when messages in groups are answered
 */
@Doc("What the echo plugin answers.")
record EchoSettings(
        @Doc("Only messages that begin with this are answered, without it; empty answers all.") @Default("\"\"")
        String prefix,

        @Doc("When to answer in groups and discussions.") @Default("on-mention")
        Groups groups) {

    /** When messages in groups are answered. */
    enum Groups {
        /** When the bot is called by its name, before or after, or by an at sign. */
        ON_MENTION,
        /** Whatever is said. */
        ALWAYS,
        /** Not at all. */
        NEVER
    }
}
