package dev.rookery.host;

import dev.rookery.api.config.Doc;
import dev.rookery.host.config.ByteSize;
import dev.rookery.host.guard.Breaker;
import dev.rookery.host.guard.GuardOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a plugin may take, fail and say; what is not written is as for all plugins, and what is not written for them
 * as in {@link GuardOptions}.
 *
 * @param slow how long a call may take without a word
 * @param deadline how long it may take at all
 * @param grace how long it may take to end once it was interrupted
 * @param lostThreads how many threads may be given up
 * @param saturation how long a plugin may miss messages
 * @param allocation how much it may allocate in a second
 * @param perChat what it may say in one chat
 * @param perPlugin what it may say in all chats
 * @param threads how many threads it has
 * @param breaker how often it may fail
 */
@Doc("How much a plugin may take, fail and say.")
record LimitsConfig(
        @Doc("How long a call may take without a warning, more than zero, at most 1h.")
        Optional<Duration> slow,

        @Doc("How long a call may take before it is interrupted, more than zero, at most 1h.")
        Optional<Duration> deadline,

        @Doc("How long a call may take to heed its interrupt, at most 10m.")
        Optional<Duration> grace,

        @Doc("How many threads may be given up before the plugin is quarantined, 1 to 100.")
        Optional<Integer> lostThreads,

        @Doc("How long messages may be missed before that counts as a failure, more than zero, at most 1h.")
        Optional<Duration> saturation,

        @Doc("How much may be allocated in a second without a warning, 1MiB or more.")
        Optional<ByteSize> allocation,

        @Doc("What may be said in one chat besides the first answers.")
        Optional<RateConfig> perChat,

        @Doc("What may be said in all chats together, likewise.")
        Optional<RateConfig> perPlugin,

        @Doc("How many threads run handlers and jobs, 1 to 256.")
        Optional<Integer> threads,

        @Doc("When the plugin is left alone.") Optional<BreakerConfig> breaker) {

    /** The key of what holds for all plugins. */
    static final String ALL = "all";

    private static final Duration HOUR = Duration.ofHours(1);

    LimitsConfig {
        slow.ifPresent(value -> between("slow", value, Duration.ofNanos(1), HOUR, "more than zero, at most 1h"));
        deadline.ifPresent(
                value -> between("deadline", value, Duration.ofNanos(1), HOUR, "more than zero, at most 1h"));
        grace.ifPresent(value -> between("grace", value, Duration.ZERO, Duration.ofMinutes(10), "0s to 10m"));
        lostThreads.ifPresent(value -> between("lostThreads", value, 1, 100));
        saturation.ifPresent(
                value -> between("saturation", value, Duration.ofNanos(1), HOUR, "more than zero, at most 1h"));
        allocation.ifPresent(value -> {
            if (value.bytes() < 1 << 20) {
                throw new IllegalArgumentException("allocation: " + value.bytes() + "B (expected: 1MiB or more)");
            }
        });
        threads.ifPresent(value -> between("threads", value, 1, 256));
        if (slow.isPresent() && deadline.isPresent()) {
            requireInOrder(slow.get(), deadline.get());
        }
    }

    /**
     * So many at once, and so many a second from then on.
     *
     * @param burst how many at once
     * @param perSecond how many more in a second
     */
    @Doc("How many messages.")
    record RateConfig(
            @Doc("How many at once, 1 to 1000000.") Optional<Integer> burst,

            @Doc("How many more each second, more than 0, at most 1000000.")
            Optional<Double> perSecond) {

        RateConfig {
            burst.ifPresent(value -> between("burst", value, 1, 1_000_000));
            perSecond.ifPresent(value -> {
                if (!(value > 0 && value <= 1_000_000)) {
                    throw new IllegalArgumentException(
                            "perSecond: " + value + " (expected: more than 0, at most 1000000)");
                }
            });
        }

        private GuardOptions.Rate over(GuardOptions.Rate rate) {
            return new GuardOptions.Rate(burst.orElse(rate.burst()), perSecond.orElse(rate.perSecond()));
        }
    }

    /**
     * When a plugin is left alone.
     *
     * @param failures how many in a row
     * @param pause for how long the first time
     * @param longestPause for how long at most
     * @param openings how often in an hour before it is quarantined
     */
    @Doc("When a plugin is left alone, and for how long.")
    record BreakerConfig(
            @Doc("After how many failures in a row, 1 to 20.")
            Optional<Integer> failures,

            @Doc("For how long the first time, more than zero, at most 1h.")
            Optional<Duration> pause,

            @Doc("For how long at most, as each failed try doubles the pause; at most 24h.")
            Optional<Duration> longestPause,

            @Doc("How often within an hour before the plugin is quarantined, 1 to 100.")
            Optional<Integer> openings) {

        BreakerConfig {
            failures.ifPresent(value -> between("failures", value, 1, Breaker.REMEMBERED));
            pause.ifPresent(value -> between("pause", value, Duration.ofNanos(1), HOUR, "more than zero, at most 1h"));
            longestPause.ifPresent(value -> between(
                    "longestPause", value, Duration.ofNanos(1), Duration.ofHours(24), "more than zero, at most 24h"));
            openings.ifPresent(value -> between("openings", value, 1, 100));
            if (pause.isPresent() && longestPause.isPresent() && pause.get().compareTo(longestPause.get()) > 0) {
                throw new IllegalArgumentException("longestPause: " + longestPause.get()
                        + " (expected: not less than the pause, " + pause.get() + ")");
            }
        }

        private GuardOptions.Trip over(GuardOptions.Trip trip) {
            Duration first = pause.orElse(shorter(trip.pause(), longestPause.orElse(trip.longestPause())));
            Duration longest = longestPause.orElse(trip.longestPause());
            return new GuardOptions.Trip(
                    failures.orElse(trip.failures()),
                    first,
                    longest.compareTo(first) < 0 ? first : longest,
                    openings.orElse(trip.openings()));
        }
    }

    /**
     * What holds for one plugin.
     *
     * @throws IllegalArgumentException if its limits do not go with those for all
     */
    static GuardOptions of(Map<String, LimitsConfig> limits, String plugin) {
        GuardOptions all = over("limits." + ALL, limits.get(ALL), GuardOptions.defaults());
        return plugin.equals(ALL) ? all : over("limits." + plugin, limits.get(plugin), all);
    }

    private static GuardOptions over(String key, @Nullable LimitsConfig limits, GuardOptions base) {
        if (limits == null) {
            return base;
        }
        try {
            return limits.over(base);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + "." + e.getMessage(), e);
        }
    }

    private GuardOptions over(GuardOptions base) {
        Duration most = deadline.orElse(base.deadline());
        Duration told = slow.orElse(shorter(base.slow(), most));
        requireInOrder(told, most);
        return new GuardOptions(
                told,
                most,
                grace.orElse(base.grace()),
                lostThreads.orElse(base.lostThreads()),
                saturation.orElse(base.saturation()),
                allocation.map(ByteSize::bytes).orElse(base.allocation()),
                perChat.map(rate -> rate.over(base.perChat())).orElse(base.perChat()),
                perPlugin.map(rate -> rate.over(base.perPlugin())).orElse(base.perPlugin()),
                threads.orElse(base.threads()),
                breaker.map(trip -> trip.over(base.breaker())).orElse(base.breaker()));
    }

    private static void requireInOrder(Duration slow, Duration deadline) {
        if (slow.compareTo(deadline) > 0) {
            throw new IllegalArgumentException("slow: " + slow + " (expected: at most the deadline, " + deadline + ")");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void between(String name, Duration value, Duration least, Duration most, String expected) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
