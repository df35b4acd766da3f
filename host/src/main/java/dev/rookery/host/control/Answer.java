package dev.rookery.host.control;

/**
 * What the operator gets for a command.
 *
 * @param exit the exit code: 0 done, 1 failed, 2 wrong usage, 3 no host runs
 * @param text what to print, without a line feed at its end; may be empty
 */
public record Answer(int exit, String text) {

    /** Done. */
    public static final int DONE = 0;

    /** Tried and failed. */
    public static final int FAILED = 1;

    /** Not understood. */
    public static final int USAGE = 2;

    /** There is no host that could do it. */
    public static final int NO_HOST = 3;

    /** It is done. */
    public static Answer done(String text) {
        return new Answer(DONE, text);
    }

    /** It was tried and failed. */
    public static Answer failed(String text) {
        return new Answer(FAILED, text);
    }

    /** It was not understood. */
    public static Answer usage(String text) {
        return new Answer(USAGE, text);
    }

    /** No host runs that could do it. */
    public static Answer noHost(String text) {
        return new Answer(NO_HOST, text);
    }
}
