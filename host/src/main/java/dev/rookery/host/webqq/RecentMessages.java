package dev.rookery.host.webqq;

import dev.rookery.api.chat.ChatKind;
import dev.rookery.host.webqq.wire.Uin;
import dev.rookery.host.webqq.wire.WireMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds messages that the server delivers twice, which it did now and then. A duplicate has the same chat, sender, id
 * and words and was said within {@link #WINDOW}; ids alone are no proof, since they are small, differ per sender and
 * repeat.
 */
final class RecentMessages {

    /** How far apart in time two deliveries of one message may be, by the server's clock. */
    static final Duration WINDOW = Duration.ofSeconds(60);

    /** How many messages are remembered; a duplicate after more than so many others is taken for new. */
    static final int CAPACITY = 1000;

    /**
     * What tells a message from others of its time. It has a hash for the words, so that what is remembered does not
     * grow with what was said; two messages would have to share it, their sender and their id within the window.
     */
    private record Key(ChatKind kind, long chat, Uin sender, String id, int words) {

        static Key of(WireMessage message) {
            return new Key(
                    message.kind(),
                    message.chat(),
                    message.sender(),
                    message.messageId(),
                    message.message().hashCode());
        }
    }

    private final Map<Key, Instant> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Instant> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Remembers a message and tells whether it is new. One without an id is always new. */
    boolean isNew(WireMessage message) {
        if (message.messageId().isEmpty()) {
            return true;
        }
        Key key = Key.of(message);
        Instant before = seen.remove(key);
        seen.put(key, message.at());
        return before == null || Duration.between(before, message.at()).abs().compareTo(WINDOW) > 0;
    }
}
