package dev.rookery.host.guard;

import dev.rookery.host.time.Timers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How much one plugin may say: a token bucket for each chat and one for all of them. A chat in which it has been quiet
 * has no bucket, so memory is bounded by what it says: at most {@link #CHATS} buckets, beyond which a new chat is
 * refused until one has filled up.
 *
 * <p>Safe for use by any thread.
 */
public final class Quota {

    /** How many chats may be short of tokens at once. */
    static final int CHATS = 10_000;

    /** What is left, and when that was so. */
    private static final class Bucket {

        private double tokens;
        private long atNanos;

        Bucket(GuardOptions.Rate rate, long now) {
            tokens = rate.burst();
            atNanos = now;
        }

        void refill(GuardOptions.Rate rate, long now) {
            double granted = (now - atNanos) * rate.perSecond() / TimeUnit.SECONDS.toNanos(1);
            tokens = Math.min(rate.burst(), tokens + granted);
            atNanos = now;
        }

        boolean isFull(GuardOptions.Rate rate, long now) {
            refill(rate, now);
            return tokens >= rate.burst();
        }
    }

    private final Timers timers;
    private final GuardOptions.Rate perChat;
    private final GuardOptions.Rate perPlugin;
    private final Map<Object, Bucket> chats = new HashMap<>();
    private final Bucket all;
    // Made once: whoever is refused is so very often.
    private final Optional<String> tooMuchHere;
    private final Optional<String> tooMuchInAll;

    /**
     * Makes full buckets.
     *
     * @param timers measure how fast they fill
     * @param perChat for one chat
     * @param perPlugin for all chats together
     */
    public Quota(Timers timers, GuardOptions.Rate perChat, GuardOptions.Rate perPlugin) {
        this.timers = timers;
        this.perChat = perChat;
        this.perPlugin = perPlugin;
        this.all = new Bucket(perPlugin, timers.nanoTime());
        this.tooMuchHere = Optional.of("the plugin says too much here: more than " + told(perChat));
        this.tooMuchInAll = Optional.of("the plugin says too much: more than " + told(perPlugin) + " in all chats");
    }

    /**
     * Takes a token for one message.
     *
     * @param chat where to
     * @return why it may not be sent; empty if it may
     */
    public synchronized Optional<String> take(Object chat) {
        long now = timers.nanoTime();
        all.refill(perPlugin, now);
        if (all.tokens < 1) {
            return tooMuchInAll;
        }
        Bucket bucket = chats.get(chat);
        if (bucket == null) {
            if (chats.size() >= CHATS && !chats.values().removeIf(other -> other.isFull(perChat, now))) {
                return Optional.of("the plugin says too much: to " + CHATS + " chats at once");
            }
            bucket = new Bucket(perChat, now);
            chats.put(chat, bucket);
        }
        bucket.refill(perChat, now);
        if (bucket.tokens < 1) {
            return tooMuchHere;
        }
        bucket.tokens--;
        all.tokens--;
        return Optional.empty();
    }

    private static String told(GuardOptions.Rate rate) {
        return rate.burst() + " messages at once and " + rate.perSecond() + " a second";
    }
}
