package dev.rookery.host.dispatch;

import dev.rookery.api.chat.ChatId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * Keeps the messages of a chat in order while the handlers change: those on their way go through the table they began
 * with, and those that come after a change wait until the last of them has arrived. Without a change nothing waits
 * here, and nothing waits for ever: {@link Lanes} see to it that every message arrives.
 *
 * <p>Bound: {@link #UNDER_WAY} messages of one chat are on their way or wait here; a further one is refused.
 *
 * <p>Safe for use by any thread. Chats have no lock in common, and among messages of one chat that are under way
 * together none is taken.
 */
final class ChatOrder {

    /** How many messages of one chat may be on their way or wait for those before a change of handlers. */
    static final int UNDER_WAY = 1_024;

    /** A message that wants to go on its way. */
    @FunctionalInterface
    interface Traveller {

        /**
         * Its turn has come.
         *
         * @param traffic says what it goes through, and must be told once that it has {@linkplain #arrived arrived}
         */
        void begin(Traffic traffic);
    }

    /**
     * A chat with messages under way; one without has no entry. Its lock is taken when the first comes or the last
     * goes.
     */
    static final class Traffic {

        /** Instead of a count: it is over, and a new one is to be made. */
        private static final int ENDED = -1;

        private static final AtomicIntegerFieldUpdater<Traffic> COUNT =
                AtomicIntegerFieldUpdater.newUpdater(Traffic.class, "underWay");

        private final ChatId chat;
        /** Another one only while nobody is under way. */
        private volatile HandlerTable table;
        /** How many are under way; from 0 to 1 and to the end of it only under the lock. */
        private volatile int underWay;
        /** Whether somebody is parked or just being let go: who comes lines up. */
        private volatile boolean queueing;
        /** Whether somebody is being let go. */
        private boolean releasing;
        /** Those that wait. */
        private List<Traveller> parked = List.of();

        Traffic(ChatId chat, HandlerTable table) {
            this.chat = chat;
            this.table = table;
        }

        /** What its messages go through. */
        HandlerTable table() {
            return table;
        }

        /** Joins those who are on their way; false if there are none, or too many. */
        private boolean joins() {
            for (int count = underWay; count > 0 && count < UNDER_WAY; count = underWay) {
                if (COUNT.compareAndSet(this, count, count + 1)) {
                    return true;
                }
            }
            return false;
        }

        private void park(Traveller message) {
            if (parked.isEmpty()) {
                parked = new ArrayList<>();
            }
            parked.add(message);
            queueing = true;
        }

        private List<Traveller> takeParked() {
            List<Traveller> all = parked;
            parked = List.of();
            return all;
        }
    }

    private enum Entry {
        BEGUN,
        PARKED,
        REFUSED,
        ENDED
    }

    private final ConcurrentMap<ChatId, Traffic> chats = new ConcurrentHashMap<>();
    private volatile HandlerTable table = HandlerTable.EMPTY;

    void change(HandlerTable now) {
        table = now;
    }

    /**
     * Sends a message on its way, at once or when those before it have arrived. Not to be called by two threads at once
     * for one chat.
     *
     * @return false, and nothing will happen, when too many wait or are under way
     */
    boolean begin(ChatId chat, Traveller message) {
        while (true) {
            Traffic traffic = chats.get(chat);
            if (traffic == null) {
                traffic = new Traffic(chat, table);
                Traffic.COUNT.lazySet(traffic, 1); // Nobody else sees it yet.
                if (chats.putIfAbsent(chat, traffic) == null) {
                    message.begin(traffic);
                    return true;
                }
                continue;
            }
            if (traffic.table == table && !traffic.queueing && traffic.joins()) {
                message.begin(traffic);
                return true;
            }
            Entry entry = enter(traffic, message);
            if (entry == Entry.BEGUN) {
                message.begin(traffic);
            }
            if (entry != Entry.ENDED) {
                return entry != Entry.REFUSED;
            }
        }
    }

    private Entry enter(Traffic traffic, Traveller message) {
        synchronized (traffic) {
            HandlerTable latest = table; // Read once: a change in the midst of this counts for the next one.
            int count = traffic.underWay;
            if (count == Traffic.ENDED) {
                return Entry.ENDED;
            }
            if (count + traffic.parked.size() >= UNDER_WAY) {
                return Entry.REFUSED;
            }
            if (!traffic.queueing && (traffic.table == latest || count == 0)) {
                traffic.table = latest;
                Traffic.COUNT.incrementAndGet(traffic);
                return Entry.BEGUN;
            }
            traffic.park(message);
            return Entry.PARKED;
        }
    }

    /** One message has come to the end of its way. The last one lets those go that wait behind a change. */
    void arrived(Traffic traffic) {
        if (Traffic.COUNT.decrementAndGet(traffic) > 0) {
            return;
        }
        synchronized (traffic) {
            if (traffic.underWay != 0 || traffic.releasing) {
                return;
            }
            traffic.releasing = true;
        }
        while (release(traffic)) {
            // What came while others were let go lines up behind them.
        }
    }

    /** Lets go those who wait, if nobody is under way through another table. */
    private boolean release(Traffic traffic) {
        List<Traveller> released;
        synchronized (traffic) {
            HandlerTable latest = table; // Read once: else those with a new table could pass those with the one before.
            int count = traffic.underWay;
            if (traffic.parked.isEmpty() || (count > 0 && traffic.table != latest)) {
                traffic.releasing = false;
                traffic.queueing = !traffic.parked.isEmpty();
                if (count == 0) {
                    traffic.underWay = Traffic.ENDED;
                    chats.remove(traffic.chat, traffic);
                }
                return false;
            }
            traffic.table = latest;
            released = traffic.takeParked();
            Traffic.COUNT.addAndGet(traffic, released.size());
        }
        released.forEach(message -> message.begin(traffic));
        return true;
    }
}
