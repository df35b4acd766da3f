package dev.rookery.host.webqq;

import dev.rookery.host.webqq.contacts.ChatHandle;
import dev.rookery.host.webqq.wire.WireMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages of groups and discussions that were never delivered: era A numbers them, and gaps are losses
 * (lwqq). Nothing can be done about them; what the account itself says takes numbers as well and is counted along. On
 * the loop only.
 */
final class LostMessages {

    /** Of how many chats the last number is remembered; those used longest ago go first. */
    static final int MAX_CHATS = 1000;

    /** A larger gap is a new count rather than a loss. */
    static final long MAX_GAP = 1000;

    private static final Logger log = LoggerFactory.getLogger(LostMessages.class);

    private final String account;
    private final Map<ChatHandle, Long> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChatHandle, Long> eldest) {
            return size() > MAX_CHATS;
        }
    };
    private long count;

    LostMessages(String account) {
        this.account = account;
    }

    /** Takes a message that is no duplicate. */
    void count(WireMessage message) {
        long seq = 0;
        if (message.details() instanceof WireMessage.Details.OfGroup group) {
            seq = group.seq();
        } else if (message.details() instanceof WireMessage.Details.OfDiscussion discussion) {
            seq = discussion.seq();
        }
        if (seq == 0) {
            return;
        }
        ChatHandle chat = new ChatHandle(message.kind(), message.chat());
        Long before = last.get(chat);
        last.put(chat, before == null || seq < before - MAX_GAP ? seq : Math.max(before, seq));
        long gap = before == null ? 0 : seq - before - 1;
        if (gap > 0 && gap <= MAX_GAP) {
            if (count == 0) {
                log.info(
                        "account={} the server skips messages of groups, which are lost unless they are our own:"
                                + " kind={} missing={} (told once per sign-in)",
                        account,
                        message.kind(),
                        gap);
            }
            count += gap;
        }
    }

    /** How many were missing so far. */
    long count() {
        return count;
    }
}
