package dev.rookery.host.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much memory one plugin allocates, looked at once in a second in which it is at work. Who allocates too much makes
 * the garbage collector stop all others, so the threads that do so rest afterwards, for as long as it takes until the
 * plugin keeps to its bound; none of its calls ends by that. Belongs to the tick of the {@link Watchdog}.
 */
final class Allocation {

    private static final Duration WINDOW = Duration.ofSeconds(1);

    /** How often a plugin is told of. */
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    private final String plugin;
    /** What each thread has allocated in this second. */
    private final Map<Watch, Long> shares = new HashMap<>();

    private long sinceNanos;
    private long quietUntilNanos = Long.MIN_VALUE;

    Allocation(String plugin, long now) {
        this.plugin = plugin;
        this.sinceNanos = now;
    }

    void add(Watch watch, long bytes) {
        if (bytes > 0) {
            shares.merge(watch, bytes, Long::sum);
        }
    }

    /** Judges the second that is over, if one is. */
    void judge(long now, GuardOptions options) {
        long took = now - sinceNanos;
        if (took < WINDOW.toNanos()) {
            return;
        }
        double granted = (double) options.allocation() * took / TimeUnit.SECONDS.toNanos(1);
        double bytes = shares.values().stream().mapToLong(Long::longValue).sum();
        if (bytes > granted) {
            tell(now, (long) (bytes / granted * options.allocation()), options.allocation());
            long rest = (long) ((bytes / granted - 1) * took);
            shares.forEach((watch, share) -> {
                if (share > granted / options.threads()) {
                    watch.owesRest(rest);
                }
            });
        }
        shares.clear();
        sinceNanos = now;
    }

    private void tell(long now, long perSecond, long most) {
        if (now >= quietUntilNanos) {
            quietUntilNanos = now + TOLD_EVERY.toNanos();
            log.warn(
                    "plugin allocates much memory plugin={} mib-per-second={} expected=\"at most {}\"",
                    plugin,
                    perSecond >> 20,
                    most >> 20);
        }
    }
}
