package dev.rookery.plugin.keywords;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.storage.KeyValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The answers of all chats: kept in the storage, and those of the chats heard last in memory, since every message is
 * compared with them. Messages of one chat come one at a time, so what is kept of a chat needs no lock of its own.
 */
final class Answers {

    /** How many chats are held in memory; the one not heard from for longest is read again when it speaks. */
    private static final int CHATS_AT_HAND = 200;

    private final KeyValues<Taught> kept;
    private final Map<ChatId, NavigableMap<Trigger, Taught>> atHand = new LinkedHashMap<>(16, 0.75f, true);

    Answers(KeyValues<Taught> kept) {
        this.kept = kept;
    }

    /** What a chat has taught, in the order in which it is tried. */
    NavigableMap<Trigger, Taught> of(ChatId chat) {
        synchronized (atHand) {
            NavigableMap<Trigger, Taught> known = atHand.get(chat);
            if (known != null) {
                return known;
            }
        }
        NavigableMap<Trigger, Taught> read = new TreeMap<>();
        kept.in(chat).forEach("", (key, taught) -> read.put(Trigger.of(key), taught));
        synchronized (atHand) {
            atHand.put(chat, read);
            if (atHand.size() > CHATS_AT_HAND) {
                atHand.remove(atHand.keySet().iterator().next());
            }
        }
        return read;
    }

    void teach(ChatId chat, Trigger trigger, Taught taught) {
        kept.in(chat).put(trigger.key(), taught);
        of(chat).put(trigger, taught);
    }

    boolean forget(ChatId chat, Trigger trigger) {
        of(chat).remove(trigger);
        return kept.in(chat).remove(trigger.key());
    }
}
