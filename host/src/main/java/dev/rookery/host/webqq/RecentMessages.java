package dev.rookery.host.webqq;

import dev.rookery.host.webqq.wire.WireMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** By digest, so that what is remembered does not grow with what was said. */
    private final Map<ByteBuffer, Instant> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Instant> eldest) {
            return size() > CAPACITY;
        }
    };

    /** Remembers a message and tells whether it is new. One without an id is always new. */
    boolean isNew(WireMessage message) {
        if (message.messageId().isEmpty()) {
            return true;
        }
        ByteBuffer key = digest(message);
        Instant before = seen.remove(key);
        seen.put(key, message.at());
        return before == null || Duration.between(before, message.at()).abs().compareTo(WINDOW) > 0;
    }

    private static ByteBuffer digest(WireMessage message) {
        List<Object> same =
                List.of(message.kind(), message.chat(), message.sender(), message.messageId(), message.message());
        try {
            byte[] text = same.toString().getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256 (expected: in every Java)", e);
        }
    }
}
