package dev.rookery.host.guard;

import java.time.Duration;

/**
 * How much a plugin may take, fail and say before something is done about it.
 *
 * <table>
 * <caption>Bounds, their defaults and what happens beyond them</caption>
 * <tr><th>option</th><th>default</th><th>beyond it</th></tr>
 * <tr><td>slow</td><td>5 s</td><td>a warning with the stack of the call</td></tr>
 * <tr><td>deadline</td><td>30 s</td><td>the call is interrupted, which counts as two failures</td></tr>
 * <tr><td>grace</td><td>2 s</td><td>a call that still runs so long after its interrupt is given up: its thread is
 * replaced; if it spins the plugin is quarantined</td></tr>
 * <tr><td>lostThreads</td><td>3</td><td>so many threads of the plugin given up: it is quarantined; of all plugins: the
 * operator is told to restart</td></tr>
 * <tr><td>saturation</td><td>5 s</td><td>a plugin that misses messages for so long has failed once, and once more each
 * time it is so long again</td></tr>
 * <tr><td>allocation</td><td>512 MiB a second</td><td>a warning, at most one a minute; threads with more than their
 * share rest after a call until the plugin keeps to it, {@link Watch#LONGEST_REST 10 s} at most</td></tr>
 * <tr><td>perChat</td><td>60 at once, 10 a second</td><td>what the plugin says unasked in one chat is refused, which
 * counts as a failure</td></tr>
 * <tr><td>perPlugin</td><td>600 at once, 60 a second</td><td>likewise, for all chats together</td></tr>
 * <tr><td>threads</td><td>4</td><td>further work of the plugin waits in its queue; read when it starts</td></tr>
 * <tr><td>breaker</td><td>see {@link Trip}</td><td>the plugin is left alone for a while</td></tr>
 * </table>
 *
 * @param slow how long a call may take without a word
 * @param deadline how long it may take at all
 * @param grace how long it may take to end once it was interrupted
 * @param lostThreads how many threads may be given up
 * @param saturation how long a plugin may miss messages
 * @param allocation how many bytes a plugin may allocate in a second
 * @param perChat what it may say in one chat besides its first answers to what it heard
 * @param perPlugin what it may say in all chats together, likewise
 * @param threads how many threads run its handlers and jobs
 * @param breaker how often it may fail
 */
public record GuardOptions(
        Duration slow,
        Duration deadline,
        Duration grace,
        int lostThreads,
        Duration saturation,
        long allocation,
        Rate perChat,
        Rate perPlugin,
        int threads,
        Trip breaker) {

    private static final GuardOptions DEFAULTS = new GuardOptions(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            3,
            Duration.ofSeconds(5),
            512L << 20,
            new Rate(60, 10),
            new Rate(600, 60),
            4,
            new Trip(5, Duration.ofSeconds(30), Duration.ofMinutes(10), 3));

    /**
     * So many at once, and so many a second from then on.
     *
     * @param burst how many at once, at least 1
     * @param perSecond how many are granted again in a second, more than 0
     */
    public record Rate(int burst, double perSecond) {

        /** Refuses what would never let anything pass. */
        public Rate {
            if (burst < 1 || !(perSecond > 0)) {
                throw new IllegalArgumentException(
                        "burst=" + burst + " perSecond=" + perSecond + " (expected: at least 1, and more than 0)");
            }
        }
    }

    /**
     * When a plugin is left alone, and for how long.
     *
     * @param failures how many in a row open the breaker, 1 to {@link Breaker#REMEMBERED}; 5 by default
     * @param pause how long it stays open the first time; 30 s by default
     * @param longestPause how long at most, as each try that fails doubles the pause; 10 min by default
     * @param openings how many within {@link Breaker#OPENINGS_WITHIN 1 h} make the host give the plugin up; 3 by
     *     default
     */
    public record Trip(int failures, Duration pause, Duration longestPause, int openings) {

        /** Refuses what is out of range or order. */
        public Trip {
            if (failures < 1 || failures > Breaker.REMEMBERED || openings < 1) {
                throw new IllegalArgumentException("failures=" + failures + " openings=" + openings
                        + " (expected: 1 to " + Breaker.REMEMBERED + ", and at least 1)");
            }
            if (pause.isNegative() || pause.isZero() || pause.compareTo(longestPause) > 0) {
                throw new IllegalArgumentException("pause=" + pause + " longestPause=" + longestPause
                        + " (expected: more than 0, and not less than the pause)");
            }
        }
    }

    /** Refuses what is not positive or out of order. */
    public GuardOptions {
        if (slow.isNegative() || slow.compareTo(deadline) > 0 || grace.isNegative()) {
            throw new IllegalArgumentException("slow=" + slow + " deadline=" + deadline + " grace=" + grace
                    + " (expected: slow not after the deadline)");
        }
        if (lostThreads < 1 || allocation < 1 || threads < 1 || saturation.isNegative() || saturation.isZero()) {
            throw new IllegalArgumentException("lostThreads=" + lostThreads + " allocation=" + allocation + " threads="
                    + threads + " saturation=" + saturation + " (expected: more than 0 each)");
        }
    }

    /** The defaults of the table above. */
    public static GuardOptions defaults() {
        return DEFAULTS;
    }
}
