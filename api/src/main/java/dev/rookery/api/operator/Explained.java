package dev.rookery.api.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of one message.
 *
 * @param sender the name of who said it
 * @param text the beginning of it
 * @param at when it came
 * @param steps what became of it, in order
 * @param underWay whether it is still on its way through the plugins: more may become of it
 */
public record Explained(String sender, String text, Instant at, List<Step> steps, boolean underWay) {

    /**
     * Copies the steps.
     *
     * @param sender as above
     * @param text as above
     * @param at as above
     * @param steps as above
     * @param underWay as above
     */
    public Explained {
        steps = List.copyOf(steps);
    }

    /**
     * Something that became of it.
     *
     * @param plugin by which plugin; empty for none
     * @param kind what
     * @param detail the command's name, or the rule or the reason in the language of the chat; what a network or a
     *     plugin says of itself stands as it is; may be empty
     * @param took how long a handler took; zero for other kinds
     */
    public record Step(String plugin, Kind kind, String detail, Duration took) {}

    /** What can become of a message. More may be added: keep a default branch. */
    public enum Kind {
        /** A handler passed it on. */
        PASSED,
        /** A handler dealt with it. */
        CONSUMED,
        /** A handler failed. */
        FAILED,
        /** A handler is at it. */
        RUNNING,
        /** It was a command. */
        COMMAND,
        /** The plugin or the command is switched off here. */
        SWITCHED_OFF,
        /** The sender may not do this. */
        NOT_ALLOWED,
        /** The command was used a moment ago. */
        COOLING_DOWN,
        /** The plugin failed too often and is left alone for a while. */
        LEFT_ALONE,
        /** Too much waits already, for the plugin or in the chat. */
        TOO_BUSY,
        /** The plugin took too long: the message went on without it, or it was interrupted. */
        TOO_SLOW,
        /** The plugin has stopped meanwhile. */
        GONE,
        /** Two bots answer each other. */
        LOOP,
        /** An answer was sent. */
        SENT,
        /** An answer was not sent. */
        NOT_SENT,
        /** An answer was perhaps sent. */
        PERHAPS_SENT,
        /** An answer waits to be sent. */
        WAITING
    }
}
