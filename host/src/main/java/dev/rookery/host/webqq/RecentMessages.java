package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages that the server delivers twice, which it did now and then. A duplicate has the same chat, sender and
 * id and was said in the same second, or has the same words and was said within {@link #WINDOW}; ids alone are no
 * proof, since they are small, differ per sender and repeat. Words alone would not find a second delivery without them,
 * with nothing but its font (pidgin-lwqq), or with control characters.
 */
final class RecentMessages {

    /** How far apart in time two deliveries of one message may be, by the server's clock. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    /** How many messages are remembered; a duplicate after more than so many others is taken for new. */
    static final int CAPACITY = 1000;

    /** What a saved line has, see {@link #save}. */
    private static final int PARTS = 5;

    /** What tells a message from others of its time. */
    private record Key(ChatKind kind, long chat, Uin sender, String id) {}

    /**
     * A delivery.
     *
     * @param at when the message was said, by the server's clock where it tells
     * @param words a hash of what was said, so that what is remembered does not grow with it; 0 of an earlier run
     */
    private record Delivery(Instant at, int words) {

        boolean isOfSame(Delivery other) {
            return at.equals(other.at)
                    || (words == other.words
                            && Duration.between(at, other.at).abs().compareTo(WINDOW) <= 0);
        }
    }

    private final Map<Key, Delivery> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Delivery> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Remembers a message and tells whether it is new. One without an id is always new, and 0 is none. */
    boolean isNew(WireMessage message) {
        if (message.messageId().isEmpty() || message.messageId().equals("0")) {
            return true;
        }
        Key key = new Key(message.kind(), message.chat(), message.sender(), message.messageId());
        Delivery delivery = new Delivery(message.at(), message.message().hashCode());
        Delivery before = remember(key, delivery);
        return before == null || !delivery.isOfSame(before);
    }

    /** What is remembered, the oldest first, as lines for {@link #load}: nothing of what was said. */
    List<String> save() {
        List<String> lines = new ArrayList<>(seen.size());
        seen.forEach((key, delivery) -> lines.add(
                key.kind() + " " + key.chat() + " " + key.sender().value() + " " + delivery.at() + " " + key.id()));
        return lines;
    }

    /** Remembers what an earlier run did. A line that is none of its kind is left out. */
    void load(List<String> lines) {
        for (String line : lines) {
            String[] parts = line.split(" ", PARTS);
            if (parts.length == PARTS) {
                try {
                    Key key = new Key(
                            ChatKind.valueOf(parts[0]),
                            Long.parseLong(parts[1]),
                            new Uin(Long.parseLong(parts[2])),
                            parts[4]);
                    remember(key, new Delivery(Instant.parse(parts[3]), 0));
                } catch (IllegalArgumentException | DateTimeException damaged) {
                    // A duplicate may be taken for new, that is all.
                }
            }
        }
    }

    /** What was remembered under that key before; this delivery is the youngest now. */
    private @Nullable Delivery remember(Key key, Delivery delivery) {
        Delivery before = seen.remove(key);
        seen.put(key, delivery);
        return before;
    }
}
