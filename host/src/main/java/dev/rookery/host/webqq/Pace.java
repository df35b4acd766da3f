package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Keeps the sends to one chat apart: of two within half a second the servers swallowed the second one (seen in pual_bot
 * and twqq). Remembers a chat only as long as it has to wait. On the loop only.
 */
final class Pace {

    private record ChatKey(ChatKind kind, long number) {}

    private final Duration interval;
    private final LongSupplier clock;
    private final Map<ChatKey, Long> latest = new HashMap<>();

    /**
     * Creates the pace of one account.
     *
     * @param interval the least time between the beginnings of two sends to one chat; zero for none
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    Pace(Duration interval, LongSupplier clock) {
        this.interval = interval;
        this.clock = clock;
    }

    /** Takes the chat's next free time for a send, and tells how long until then; zero for at once. */
    Duration take(ChatKind kind, long chat) {
        long now = clock.getAsLong();
        latest.values().removeIf(before -> now - before >= interval.toNanos());
        ChatKey key = new ChatKey(kind, chat);
        Long before = latest.get(key);
        long next = before == null ? now : before + interval.toNanos();
        latest.put(key, next);
        return Duration.ofNanos(next - now);
    }

    /** How many chats are remembered. */
    int size() {
        return latest.size();
    }
}
