package dev.rookery.host.guard;

import dev.rookery.host.time.Timers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
    private final Supplier<GuardOptions> limits;
    private final Map<Object, Bucket> chats = new HashMap<>();
    private final Bucket all;
    private GuardOptions.Rate perChat;
    private GuardOptions.Rate perPlugin;
    // Made once: whoever is refused is so very often.
    private Optional<String> tooMuchHere = Optional.empty();
    private Optional<String> tooMuchInAll = Optional.empty();

    /**
     * Makes full buckets.
     *
     * @param timers measure how fast they fill
     * @param limits what holds now: what may be said in one chat, and in all chats together
     */
    public Quota(Timers timers, Supplier<GuardOptions> limits) {
        this.timers = timers;
        this.limits = limits;
        this.perChat = limits.get().perChat();
        this.perPlugin = limits.get().perPlugin();
        this.all = new Bucket(perPlugin, timers.nanoTime());
        tell();
    }

    private void tell() {
        tooMuchHere = Optional.of("the plugin says too much here: more than " + told(perChat));
        tooMuchInAll = Optional.of("the plugin says too much: more than " + told(perPlugin) + " in all chats");
    }

    private void heed(GuardOptions now) {
        if (!now.perChat().equals(perChat) || !now.perPlugin().equals(perPlugin)) {
            perChat = now.perChat();
            perPlugin = now.perPlugin();
            tell();
        }
    }

    /**
     * Takes a token for one message.
     *
     * @param chat where to
     * @return why it may not be sent; empty if it may
     */
    public synchronized Optional<String> take(Object chat) {
        long now = timers.nanoTime();
        heed(limits.get());
        all.refill(perPlugin, now);
        if (all.tokens < 1) {
            return tooMuchInAll;
        }
        Bucket bucket = chats.get(chat);
        if (bucket == null) {
            if (chats.size() >= CHATS && !forgetQuiet(now)) {
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

    private boolean forgetQuiet(long now) {
        return chats.values().removeIf(bucket -> bucket.isFull(perChat, now));
    }

    private static String told(GuardOptions.Rate rate) {
        return rate.burst() + " messages at once and " + rate.perSecond() + " a second";
    }
}
