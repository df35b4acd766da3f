package dev.rookery.host.dispatch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Stands for something that a plugin threw and that cannot be told as it is. What a plugin throws may be of a class of
 * its own: asked for its message or its stack it may throw in turn, and then neither would the log tell the fault nor
 * would the message go on to the other plugins.
 */
public final class SafeThrowable extends RuntimeException {

    /** How many characters each of it may have to say. Default: {@value}. Of a longer one the beginning is told. */
    static final int MOST_CHARACTERS = 4_096;

    /** How many causes and suppressed ones there may be, of all together. Default: {@value}. */
    static final int MOST_THROWABLES = 64;

    private static final long serialVersionUID = 1L;

    private SafeThrowable(String message) {
        super(message, null, false, true);
    }

    /**
     * What can be logged and asked for its words without a surprise. Calls methods of the plugin's, so the thread must
     * be one of the plugin's.
     *
     * @param thrown what a plugin threw
     * @return that itself, almost always
     */
    public static Throwable of(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            if (isSafe(thrown)) {
                return thrown;
            }
            SafeThrowable safe = new SafeThrowable(beginning(String.valueOf(thrown)));
            safe.setStackTrace(thrown.getStackTrace());
            return safe;
        } catch (Throwable unspeakable) { // whatever it is, it says nothing of the first one
            return new SafeThrowable(
                    type + ", which throws " + unspeakable.getClass().getName() + " when it is looked at");
        }
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // Its message begins with the class that it stands for.
    public String toString() {
        return String.valueOf(getMessage());
    }

    private static boolean isSafe(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>(Set.of(thrown));
        for (Throwable next = left.poll(); next != null; next = left.poll()) {
            if (!seen.add(next)) {
                continue;
            }
            if (seen.size() > MOST_THROWABLES
                    || next.toString().length() > MOST_CHARACTERS
                    || String.valueOf(next.getMessage()).length() > MOST_CHARACTERS
                    || next.getStackTrace() == null) {
                return false;
            }
            Throwable cause = next.getCause();
            if (cause != null) {
                left.add(cause);
            }
            left.addAll(Arrays.asList(next.getSuppressed()));
        }
        return true;
    }

    private static String beginning(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
