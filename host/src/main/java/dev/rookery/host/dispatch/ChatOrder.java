package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the messages of a chat in order while the handlers change: those on their way go through the table they began
 * with, and those that come after a change wait until the last of them has arrived. Without a change nothing waits
 * here.
 *
 * <p>Bounds: {@link #UNDER_WAY} messages of one chat are on their way, and {@link #PARKED} wait; a further one is
 * refused. They wait {@link #PATIENCE} at most: then those before them are given up, which end where they stand, so
 * that a handler that hangs does not silence its chat for everybody else.
 *
 * <p>Safe for use by any thread.
 */
final class ChatOrder {

    /** How many messages may wait in one chat for those before the change of handlers. */
    static final int PARKED = 256;

    /** How many messages of one chat may be on their way. */
    static final int UNDER_WAY = 1_024;

    /** How long they wait for them. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(ChatOrder.class);

    /** What messages that are on their way together go through. */
    static final class Passage {

        private final HandlerTable table;
        private int underWay;
        private volatile boolean givenUp;

        private Passage(HandlerTable table) {
            this.table = table;
        }

        HandlerTable table() {
            return table;
        }

        /** Whether messages behind have stopped to wait: who goes on would come too late. */
        boolean isGivenUp() {
            return givenUp;
        }
    }

    /** A chat with messages under way; one without has no entry. */
    private static final class Traffic {

        private Passage passage;
        private boolean releasing;
        private final ArrayDeque<Consumer<Passage>> parked = new ArrayDeque<>();

        Traffic(Passage passage) {
            this.passage = passage;
        }
    }

    private final Map<ChatId, Traffic> chats = new HashMap<>();
    private final BiConsumer<Duration, Runnable> timer;
    private HandlerTable table = HandlerTable.EMPTY;

    ChatOrder(BiConsumer<Duration, Runnable> timer) {
        this.timer = timer;
    }

    synchronized void change(HandlerTable now) {
        table = now;
    }

    /**
     * Sends a message on its way, at once or when those before it have arrived. Not to be called by two threads at once
     * for one chat.
     *
     * @param begin is given what to go through; what was begun must be told to have {@link #arrived} once
     * @return false, and nothing will happen, when too many wait or are under way
     */
    boolean begin(ChatId chat, Consumer<Passage> begin) {
        Passage waitedFor = null;
        Passage through = null;
        synchronized (this) {
            Traffic traffic = chats.computeIfAbsent(chat, c -> new Traffic(new Passage(table)));
            Passage current = traffic.passage;
            if (current.table == table && !traffic.releasing && traffic.parked.isEmpty()) {
                if (current.underWay >= UNDER_WAY) {
                    return false;
                }
                current.underWay++;
                through = current;
            } else if (traffic.parked.size() >= PARKED) {
                return false;
            } else {
                waitedFor = traffic.parked.isEmpty() && !traffic.releasing ? current : null;
                traffic.parked.add(begin);
            }
        }
        if (through != null) {
            begin.accept(through);
        } else if (waitedFor != null) {
            Passage slow = waitedFor;
            timer.accept(PATIENCE, () -> giveUp(chat, slow));
        }
        return true;
    }

    /** One message has come to the end of its way. The last one lets those go that wait behind a change. */
    void arrived(ChatId chat, Passage passage) {
        Traffic traffic;
        synchronized (this) {
            traffic = chats.get(chat);
            if (traffic == null || traffic.passage != passage || --passage.underWay > 0 || traffic.releasing) {
                return;
            }
            traffic.releasing = true;
        }
        releaseAll(chat, traffic);
    }

    private void giveUp(ChatId chat, Passage slow) {
        Traffic traffic;
        synchronized (this) {
            traffic = chats.get(chat);
            if (traffic == null || traffic.passage != slow || traffic.releasing || traffic.parked.isEmpty()) {
                return;
            }
            slow.givenUp = true;
            traffic.passage = new Passage(table);
            traffic.releasing = true;
        }
        log.warn("handlers changed and one hangs, messages behind it go on without it chat={}", chat);
        releaseAll(chat, traffic);
    }

    private void releaseAll(ChatId chat, Traffic traffic) {
        while (release(chat, traffic)) {
            // What came while others were let go lines up behind them.
        }
    }

    private boolean release(ChatId chat, Traffic traffic) {
        List<Consumer<Passage>> released;
        Passage through;
        synchronized (this) {
            Passage current = traffic.passage;
            if (traffic.parked.isEmpty() || (current.underWay > 0 && current.table != table)) {
                traffic.releasing = false;
                if (current.underWay == 0) {
                    chats.remove(chat);
                }
                return false;
            }
            if (current.table != table) {
                traffic.passage = new Passage(table);
            }
            through = traffic.passage;
            released = List.copyOf(traffic.parked);
            traffic.parked.clear();
            through.underWay += released.size();
        }
        released.forEach(begin -> begin.accept(through));
        return true;
    }
}
