package dev.rookery.host.sandbox;

import java.util.Map;

/**
 * What a sandbox has counted since its start.
 *
 * @param accounts the counts of every account, by its number
 * @param struck how many requests each kind of fault has struck
 */
public record Statistics(Map<Long, Account> accounts, Map<FaultKind, Long> struck) {

    /**
     * The counts of one account. Of each sort the last 50,000 msg_ids are kept, with how often each occurred.
     *
     * @param said what people said to the account, delivered or not
     * @param delivered deliveries of messages: handed to a poll and written whole to a connection that was open; one
     *     that a fault delivers twice counts twice
     * @param lost messages that a fault lost on their way; the client may have got them all the same, when the
     *     connection was reset, or later, when it left while they were being collected
     * @param sent messages of the account that arrived here, whatever was answered
     * @param deliveredIds the msg_ids delivered
     * @param lostIds the msg_ids lost
     * @param sentIds the msg_ids sent, which the client has chosen
     */
    public record Account(
            long said,
            long delivered,
            long lost,
            long sent,
            Map<Long, Integer> deliveredIds,
            Map<Long, Integer> lostIds,
            Map<Long, Integer> sentIds) {

        /** Copies the maps. */
        public Account {
            deliveredIds = Map.copyOf(deliveredIds);
            lostIds = Map.copyOf(lostIds);
            sentIds = Map.copyOf(sentIds);
        }
    }

    /** Copies the maps. */
    public Statistics {
        accounts = Map.copyOf(accounts);
        struck = Map.copyOf(struck);
    }
}
