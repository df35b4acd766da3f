package dev.rookery.host.sandbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what is said to one account, delivered to it and sent by it. For the event loop only. */
final class Tallies {

    /** How many msg_ids of each sort are remembered; the oldest is forgotten, the sum stays right. */
    static final int MAX_IDS = 50_000;

    private static final class Tally {
        private long count;
        private final Map<Long, Integer> ids = new LinkedHashMap<>(2) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
                return size() > MAX_IDS;
            }
        };

        void add(long id) {
            count++;
            ids.merge(id, 1, Integer::sum);
        }
    }

    private long said;
    private final Tally delivered = new Tally();
    private final Tally lost = new Tally();
    private final Tally sent = new Tally();

    /** Somebody has said something to the account. */
    void said() {
        said++;
    }

    /** These messages have been written whole to a connection that was open. */
    void delivered(Collection<Long> ids) {
        ids.forEach(delivered::add);
    }

    /** These will not be delivered. */
    void lost(Collection<Long> ids) {
        ids.forEach(lost::add);
    }

    /** The account has sent something. */
    void sent(long id) {
        sent.add(id);
    }

    Statistics.Account snapshot() {
        return new Statistics.Account(said, delivered.count, lost.count, sent.count, delivered.ids, lost.ids, sent.ids);
    }
}
