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
 * <tr><td>lostThreads</td><td>3</td><td>so many threads given up in all: the operator is told to restart; of one plugin:
 * it is quarantined</td></tr>
 * <tr><td>saturation</td><td>5 s</td><td>a plugin that misses messages for so long has failed once, and once more each
 * time it is so long again</td></tr>
 * <tr><td>allocation</td><td>512 MiB a second</td><td>a warning, at most one a minute</td></tr>
 * <tr><td>perChat</td><td>60 at once, 10 a second</td><td>what the plugin says unasked in one chat is refused, which
 * counts as a failure</td></tr>
 * <tr><td>perPlugin</td><td>600 at once, 60 a second</td><td>likewise, for all chats together</td></tr>
 * </table>
 *
 * @param tick how often running calls are looked at; a call may be noticed so much later
 * @param slow how long a call may take without a word
 * @param deadline how long it may take at all
 * @param grace how long it may take to end once it was interrupted
 * @param lostThreads how many threads may be given up
 * @param saturation how long a plugin may miss messages
 * @param allocation how many bytes a plugin may allocate in a second
 * @param perChat what it may say in one chat besides its first answers to what it heard
 * @param perPlugin what it may say in all chats together, likewise
 */
public record GuardOptions(
        Duration tick,
        Duration slow,
        Duration deadline,
        Duration grace,
        int lostThreads,
        Duration saturation,
        long allocation,
        Rate perChat,
        Rate perPlugin) {

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

    /** Refuses times that are not positive or out of order. */
    public GuardOptions {
        if (tick.isNegative() || tick.isZero() || slow.compareTo(deadline) > 0 || grace.isNegative()) {
            throw new IllegalArgumentException("tick=" + tick + " slow=" + slow + " deadline=" + deadline + " grace="
                    + grace + " (expected: a tick of more than 0, slow not after the deadline)");
        }
        if (lostThreads < 1 || allocation < 1 || saturation.isNegative() || saturation.isZero()) {
            throw new IllegalArgumentException("lostThreads=" + lostThreads + " allocation=" + allocation
                    + " saturation=" + saturation + " (expected: more than 0 each)");
        }
    }

    /** The defaults of the table above. */
    public static GuardOptions defaults() {
        return new GuardOptions(
                Duration.ofMillis(250),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(2),
                3,
                Duration.ofSeconds(5),
                512L << 20,
                new Rate(60, 10),
                new Rate(600, 60));
    }

    /**
     * The same with other deadlines of a call.
     *
     * @param newSlow until it is told of
     * @param newDeadline until it is interrupted
     * @return changed options
     */
    public GuardOptions withDeadlines(Duration newSlow, Duration newDeadline) {
        return new GuardOptions(
                tick, newSlow, newDeadline, grace, lostThreads, saturation, allocation, perChat, perPlugin);
    }

    /**
     * The same with other quotas.
     *
     * @param chat for one chat
     * @param plugin for all chats
     * @return changed options
     */
    public GuardOptions withQuotas(Rate chat, Rate plugin) {
        return new GuardOptions(tick, slow, deadline, grace, lostThreads, saturation, allocation, chat, plugin);
    }
}
