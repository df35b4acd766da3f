package dev.rookery.host.dispatch;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands for something that a plugin threw and that cannot be told as it is. What a plugin throws may be of a class of
 * its own: asked for its message or its stack it may throw in turn, at once or not before it is asked again, and then
 * neither would the log tell the fault nor would the message go on to the other plugins.
 */
public final class SafeThrowable extends RuntimeException {

    /** How many characters each of it may have to say. Default: {@value}. Of a longer one the beginning is told. */
    static final int MOST_CHARACTERS = 4_096;

    /** How many causes and suppressed ones there may be, of all together. Default: {@value}. */
    static final int MOST_THROWABLES = 64;

    /** How many of its causes, one behind the other, are told of one that is not told as it is, itself counted. */
    private static final int MOST_CAUSES = 4;

    /** How many places where it came from. As many as the JVM notes by itself. */
    private static final int MOST_FRAMES = 1_024;

    private static final long serialVersionUID = 1L;

    /** What a class may answer in words of its own. */
    private static final List<String> TOLD =
            List.of("getMessage", "getLocalizedMessage", "toString", "getCause", "getStackTrace");

    private SafeThrowable(String message, @Nullable Throwable cause) {
        super(message, cause, false, true);
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
            return told(thrown, MOST_CAUSES);
        } catch (Throwable unspeakable) { // whatever it is, it says nothing of the first one
            return new SafeThrowable(
                    type + ", which throws " + unspeakable.getClass().getName() + " when it is looked at", null);
        }
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // Its message begins with the class that it stands for.
    public String toString() {
        return String.valueOf(getMessage());
    }

    /** Looks once at each thing and keeps what it saw. */
    private static SafeThrowable told(Throwable thrown, int most) {
        Throwable cause = most > 1 ? thrown.getCause() : null;
        SafeThrowable safe =
                new SafeThrowable(beginning(String.valueOf(thrown)), cause == null ? null : told(cause, most - 1));
        StackTraceElement[] stack = thrown.getStackTrace();
        safe.setStackTrace(Arrays.copyOf(stack, Math.min(stack.length, MOST_FRAMES)));
        return safe;
    }

    /** Whether it would be a method of the JDK's that answers, which says the same whenever it is asked. */
    private static boolean isPlain(Class<?> type) throws NoSuchMethodException {
        for (String method : TOLD) {
            ClassLoader whose = type.getMethod(method).getDeclaringClass().getClassLoader();
            if (whose != null && whose != ClassLoader.getPlatformClassLoader()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(Throwable thrown) throws NoSuchMethodException {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>(Set.of(thrown));
        for (Throwable next = left.poll(); next != null; next = left.poll()) {
            if (!seen.add(next)) {
                continue;
            }
            if (seen.size() > MOST_THROWABLES
                    || !isPlain(next.getClass())
                    || next.toString().length() > MOST_CHARACTERS
                    || String.valueOf(next.getMessage()).length() > MOST_CHARACTERS
                    || next.getStackTrace().length > MOST_FRAMES) {
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
