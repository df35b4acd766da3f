package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps the messages of a chat in order while the handlers change: those on their way go through the table they began
 * with, and those that come after a change wait until the last of them has arrived. Without a change nothing waits
 * here.
 *
 * <p>Bound: {@link #PARKED} messages wait in one chat; a further one is refused. Safe for use by any thread.
 */
final class ChatOrder {

    /** How many messages may wait in one chat for those before the change of handlers. */
    static final int PARKED = 256;

    /** A chat with messages under way; one without has no entry. */
    private static final class Traffic {
        private HandlerTable table;
        private int underWay;
        private boolean releasing;
        private final ArrayDeque<Consumer<HandlerTable>> parked = new ArrayDeque<>();

        Traffic(HandlerTable table) {
            this.table = table;
        }
    }

    private final Map<ChatId, Traffic> chats = new HashMap<>();
    private HandlerTable table = HandlerTable.EMPTY;

    synchronized void change(HandlerTable now) {
        table = now;
    }

    /**
     * Sends a message on its way, at once or when those before it have arrived. Not to be called by two threads at once
     * for one chat.
     *
     * @param begin is given the table to go through; what was begun must be told to have {@link #arrived} once
     * @return false, and nothing will happen, when too many wait
     */
    boolean begin(ChatId chat, Consumer<HandlerTable> begin) {
        HandlerTable through;
        synchronized (this) {
            Traffic traffic = chats.computeIfAbsent(chat, c -> new Traffic(table));
            if (traffic.table != table || traffic.releasing || !traffic.parked.isEmpty()) {
                return traffic.parked.size() < PARKED && traffic.parked.add(begin);
            }
            traffic.underWay++;
            through = traffic.table;
        }
        begin.accept(through);
        return true;
    }

    /** One message of the chat has come to the end of its way. The last one lets those go that wait behind a change. */
    void arrived(ChatId chat) {
        Traffic traffic;
        synchronized (this) {
            traffic = chats.get(chat);
            if (traffic == null || --traffic.underWay > 0 || traffic.releasing) {
                return;
            }
            traffic.releasing = true;
        }
        while (release(chat, traffic)) {
            // What came while others were let go lines up behind them.
        }
    }

    private boolean release(ChatId chat, Traffic traffic) {
        List<Consumer<HandlerTable>> released;
        HandlerTable through;
        synchronized (this) {
            if (traffic.parked.isEmpty() || (traffic.underWay > 0 && traffic.table != table)) {
                traffic.releasing = false;
                if (traffic.underWay == 0) {
                    chats.remove(chat);
                }
                return false;
            }
            released = List.copyOf(traffic.parked);
            traffic.parked.clear();
            traffic.underWay += released.size();
            traffic.table = table;
            through = table;
        }
        released.forEach(begin -> begin.accept(through));
        return true;
    }
}
