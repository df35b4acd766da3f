package dev.rookery.host.webqq;

import dev.rookery.host.webqq.wire.Recipient;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Keeps sends apart, those to one chat and all of the account: of two within half a second the servers swallowed the
 * second one (seen in pual_bot and twqq). It gives out times like a calendar: each send takes the first time that is
 * far enough from all others, so that a chat that has to wait leaves the time before it to the rest. Remembers a send
 * only as long as another has to wait for it. On the loop only.
 */
final class Pace {

    private final long chatInterval;
    private final long accountInterval;
    private final LongSupplier clock;
    private final long origin;

    /** The latest time that each chat was given; this and the next in nanoseconds since the origin. */
    private final Map<Recipient, Long> latest = new HashMap<>();

    /** All times given out that are not long past, while the account keeps an interval. */
    private final TreeSet<Long> taken = new TreeSet<>();

    /** How long a chat has to be remembered. */
    private long memory;

    /**
     * Creates the pace of one account.
     *
     * @param chatInterval the least time between the beginnings of two sends to one chat; zero for none
     * @param accountInterval the same between any two sends
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    Pace(Duration chatInterval, Duration accountInterval, LongSupplier clock) {
        this.chatInterval = chatInterval.toNanos();
        this.accountInterval = accountInterval.toNanos();
        this.clock = clock;
        this.origin = clock.getAsLong();
        this.memory = this.chatInterval;
    }

    /** Takes the chat's next free time for a send, and tells how long until then; zero for at once. */
    Duration take(Recipient chat) {
        return take(chat, Duration.ZERO);
    }

    /** As {@link #take(Recipient)}, but at least so long after the send to the chat before. */
    Duration take(Recipient chat, Duration least) {
        long now = clock.getAsLong() - origin;
        long interval = Math.max(chatInterval, least.toNanos());
        memory = Math.max(memory, interval);
        latest.values().removeIf(before -> now - before >= memory);
        taken.removeIf(before -> now - before >= accountInterval);
        Long before = latest.get(chat);
        long next = free(before == null ? now : Math.max(now, before + interval));
        latest.put(chat, next);
        if (accountInterval > 0) {
            taken.add(next);
        }
        return Duration.ofNanos(next - now);
    }

    /** The first time from the given one on that is far enough from every send. */
    private long free(long from) {
        long candidate = from;
        for (long other : taken.tailSet(from - accountInterval, false)) {
            if (other - candidate >= accountInterval) {
                break;
            }
            candidate = other + accountInterval;
        }
        return candidate;
    }

    /** How many chats are remembered. */
    int size() {
        return latest.size();
    }
}
