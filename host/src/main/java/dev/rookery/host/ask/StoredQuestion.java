package dev.rookery.host.ask;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import java.time.Duration;
import java.time.Instant;

/**
 * A question as it outlives the process.
 *
 * @param id unique among all questions ever
 * @param plugin whose it is
 * @param slot whom it was asked, and where
 * @param name what the plugin registered it as; empty for one whose steps were code, of which only can be told that it
 *     is lost
 * @param state what its step has to know, as JSON; empty without a name
 * @param deadline when the wait for an answer ends
 * @param within how long the wait is after an answer that was not accepted
 * @param attempts how many answers may still be refused, the last one included
 * @param chinese whether it was asked in Chinese, else it was in English
 */
record StoredQuestion(
        String id,
        String plugin,
        Slot slot,
        String name,
        String state,
        Instant deadline,
        Duration within,
        int attempts,
        boolean chinese) {

    /**
     * There is one question at a time for each.
     *
     * @param chat where
     * @param person who
     */
    record Slot(ChatId chat, PersonId person) {}

    boolean isNamed() {
        return !name.isEmpty();
    }

    StoredQuestion again(Instant until, int left) {
        return new StoredQuestion(id, plugin, slot, name, state, until, within, left, chinese);
    }
}
