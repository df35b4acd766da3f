package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
 * <p>Safe for use by any thread. Chats have no lock in common, and among messages of one chat that are under way
 * together none is taken.
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

        /** Instead of a count: it is over, and a new one is to be made. */
        private static final int ENDED = -1;

        private final Traffic traffic;
        private final HandlerTable table;
        /** How many; from 0 to 1 and to the end of it only under the lock of the chat. */
        private final AtomicInteger underWay = new AtomicInteger();

        private volatile boolean givenUp;

        private Passage(Traffic traffic, HandlerTable table) {
            this.traffic = traffic;
            this.table = table;
        }

        HandlerTable table() {
            return table;
        }

        /** Whether messages behind have stopped to wait: who goes on would come too late. */
        boolean isGivenUp() {
            return givenUp;
        }

        /** Joins those who are on their way; false if there are none, or too many. */
        private boolean joins() {
            for (int count = underWay.get(); count > 0 && count < UNDER_WAY; count = underWay.get()) {
                if (underWay.compareAndSet(count, count + 1)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * A chat with messages under way; one without has no entry. Its lock is taken when the first comes or the last
     * goes.
     */
    private static final class Traffic {

        private final ChatId chat;
        private final ArrayDeque<Consumer<Passage>> parked = new ArrayDeque<>();
        private volatile Passage passage;
        /** Whether somebody is parked or just being let go: who comes lines up. */
        private volatile boolean queueing;

        private boolean releasing;

        Traffic(ChatId chat, HandlerTable table) {
            this.chat = chat;
            this.passage = new Passage(this, table);
        }
    }

    private final ConcurrentMap<ChatId, Traffic> chats = new ConcurrentHashMap<>();
    private final BiConsumer<Duration, Runnable> timer;
    private volatile HandlerTable table = HandlerTable.EMPTY;

    ChatOrder(BiConsumer<Duration, Runnable> timer) {
        this.timer = timer;
    }

    void change(HandlerTable now) {
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
        while (true) {
            Traffic traffic = chats.get(chat);
            if (traffic == null) {
                traffic = new Traffic(chat, table);
                Traffic other = chats.putIfAbsent(chat, traffic);
                traffic = other == null ? traffic : other;
            }
            Passage passage = traffic.passage;
            if (passage.table == table && !traffic.queueing && passage.joins()) {
                begin.accept(passage);
                return true;
            }
            Entry entry = enter(traffic, begin);
            if (entry == Entry.BEGUN) {
                begin.accept(traffic.passage);
            } else if (entry == Entry.PARKED_FIRST) {
                // Weakly: what has ended meanwhile is not to stay in memory, with the handlers it went through.
                WeakReference<Passage> slow = new WeakReference<>(passage);
                timer.accept(PATIENCE, () -> giveUp(slow.get()));
            }
            if (entry != Entry.ENDED) {
                return entry != Entry.REFUSED;
            }
        }
    }

    private enum Entry {
        BEGUN,
        PARKED,
        PARKED_FIRST,
        REFUSED,
        ENDED
    }

    private Entry enter(Traffic traffic, Consumer<Passage> begin) {
        synchronized (traffic) {
            HandlerTable latest = table; // Read once: a change in the midst of this counts for the next one.
            Passage current = traffic.passage;
            int count = current.underWay.get();
            if (count == Passage.ENDED) {
                return Entry.ENDED;
            }
            if (!traffic.queueing && (current.table == latest || count == 0)) {
                if (count >= UNDER_WAY) {
                    return Entry.REFUSED;
                }
                if (current.table != latest) {
                    traffic.passage = new Passage(traffic, latest);
                }
                traffic.passage.underWay.incrementAndGet();
                return Entry.BEGUN;
            }
            if (traffic.parked.size() >= PARKED) {
                return Entry.REFUSED;
            }
            boolean first = !traffic.queueing;
            traffic.queueing = true;
            traffic.parked.add(begin);
            return first ? Entry.PARKED_FIRST : Entry.PARKED;
        }
    }

    /** One message has come to the end of its way. The last one lets those go that wait behind a change. */
    void arrived(Passage passage) {
        if (passage.underWay.decrementAndGet() > 0) {
            return;
        }
        Traffic traffic = passage.traffic;
        synchronized (traffic) {
            if (traffic.passage != passage || passage.underWay.get() != 0 || traffic.releasing) {
                return;
            }
            if (traffic.parked.isEmpty()) {
                end(traffic);
                return;
            }
            traffic.releasing = true;
        }
        releaseAll(traffic);
    }

    private void end(Traffic traffic) {
        traffic.passage.underWay.set(Passage.ENDED);
        chats.remove(traffic.chat, traffic);
    }

    private void giveUp(@Nullable Passage slow) {
        if (slow == null) {
            return;
        }
        Traffic traffic = slow.traffic;
        synchronized (traffic) {
            if (traffic.passage != slow || traffic.releasing || traffic.parked.isEmpty()) {
                return;
            }
            slow.givenUp = true;
            traffic.passage = new Passage(traffic, table);
            traffic.releasing = true;
        }
        log.warn("handlers changed and one hangs, messages behind it go on without it chat={}", traffic.chat);
        releaseAll(traffic);
    }

    private void releaseAll(Traffic traffic) {
        while (release(traffic)) {
            // What came while others were let go lines up behind them.
        }
    }

    private boolean release(Traffic traffic) {
        List<Consumer<Passage>> released;
        Passage through;
        synchronized (traffic) {
            HandlerTable latest = table; // Read once: else those with a new table could pass those with the one before.
            Passage current = traffic.passage;
            int count = current.underWay.get();
            if (traffic.parked.isEmpty() || (count > 0 && current.table != latest)) {
                traffic.releasing = false;
                traffic.queueing = !traffic.parked.isEmpty();
                if (count == 0) {
                    end(traffic);
                }
                return false;
            }
            if (current.table != latest) {
                traffic.passage = new Passage(traffic, latest);
            }
            through = traffic.passage;
            released = List.copyOf(traffic.parked);
            traffic.parked.clear();
            through.underWay.addAndGet(released.size());
        }
        released.forEach(begin -> begin.accept(through));
        return true;
    }
}
