package dev.rookery.api.command;

import java.time.Duration;

/**
 * How long a command rests after it was carried out. Who gives it again meanwhile is told once how long it still takes;
 * what they repeat after that is not answered. A reload of the plugin ends all rests.
 *
 * @param rest how long; more than nothing, at most {@link Arg#LONGEST_DURATION}
 * @param per for whom it rests
 */
public record Cooldown(Duration rest, Per per) {

    /** For whom a command rests. */
    public enum Per {
        /** For the person who gave it, in whichever chat. */
        PERSON,
        /** For everybody in the chat where it was given. */
        CHAT
    }

    /**
     * Refuses a rest of no length, or of one that nobody can count.
     *
     * @param rest as above
     * @param per as above
     */
    public Cooldown {
        if (rest.isZero() || rest.isNegative() || rest.compareTo(Arg.LONGEST_DURATION) > 0) {
            throw new IllegalArgumentException(
                    "cooldown " + rest + " (expected: more than zero, at most " + Arg.LONGEST_DURATION + ")");
        }
    }
}
