package dev.rookery.plugin.keywords;

import dev.rookery.api.chat.ChatId;
import dev.rookery.api.storage.KeyValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The answers of all chats: kept in the storage, and those of the chats heard last in memory, since every message is
 * compared with them. Any thread.
 */
final class Answers {

    /** How many chats are held in memory; the one not heard from for longest is read again when it speaks. */
    private static final int CHATS_AT_HAND = 200;

    private final KeyValues<Taught> kept;
    private final Map<ChatId, NavigableMap<Trigger, Taught>> atHand =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ChatId, NavigableMap<Trigger, Taught>> eldest) {
                    return size() > CHATS_AT_HAND;
                }
            });

    Answers(KeyValues<Taught> kept) {
        this.kept = kept;
    }

    /** What a chat has taught, in the order in which it is tried; not to be changed. */
    NavigableMap<Trigger, Taught> of(ChatId chat) {
        return atHand.computeIfAbsent(chat, this::read);
    }

    private NavigableMap<Trigger, Taught> read(ChatId chat) {
        NavigableMap<Trigger, Taught> read = new TreeMap<>(Trigger.ORDER);
        kept.in(chat).forEach("", (key, taught) -> read.put(Trigger.parse(key), taught));
        return Collections.unmodifiableNavigableMap(read);
    }

    void teach(ChatId chat, Trigger trigger, Taught taught) {
        kept.in(chat).put(trigger.toString(), taught);
        atHand.remove(chat);
    }

    /** Returns whether there was an answer. */
    boolean forget(ChatId chat, Trigger trigger) {
        boolean known = kept.in(chat).remove(trigger.toString());
        atHand.remove(chat);
        return known;
    }
}
