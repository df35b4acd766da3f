package dev.rookery.host.webqq.wire;

import java.util.List;

/** What a poll tells about friends and those who want to be; era A, the first three in early era B as well. */
public sealed interface FriendNotice extends PollEvent {

    /**
     * {@code buddies_status_change}: somebody went on or off line.
     *
     * @param who the friend
     * @param status the wire's word: online, away, busy, silent, hidden, callme, offline
     * @param clientType what they are on: 1 to 10 a PC, 21 to 24 a phone, 41 WebQQ, 0 unknown
     */
    record StatusChanged(Uin who, String status, int clientType) implements FriendNotice {}

    /** {@code input_notify}: somebody types. */
    record Typing(Uin who) implements FriendNotice {}

    /**
     * {@code shake_message}: somebody shakes our window.
     *
     * @param who the friend
     * @param messageId as of a message; empty when missing
     */
    record Shaken(Uin who, String messageId) implements FriendNotice {}

    /**
     * {@code system_message} of type {@code verify_required}: somebody asks to become a friend.
     *
     * @param who who asks; the number is what the answer is addressed to
     * @param words what they say; may be empty
     */
    record Requested(WirePerson who, String words) implements FriendNotice {}

    /** {@code added_buddy_sig}: somebody made us a friend of theirs, without asking. */
    record Added(WirePerson who) implements FriendNotice {}

    /**
     * {@code verify_pass} and {@code verify_pass_add}: our own request was accepted.
     *
     * @param who who accepted
     * @param category the category of our list that they are in
     * @param addedBack whether they made us a friend of theirs as well
     */
    record Accepted(WirePerson who, int category, boolean addedBack) implements FriendNotice {}

    /**
     * {@code buddylist_change}: the friend list became another, for instance from the phone (seen in lwqq).
     *
     * @param added who is new, by category
     * @param removed who is gone
     */
    record ListChanged(List<Entry> added, List<Uin> removed) implements FriendNotice {
        public ListChanged {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        /**
         * A new friend.
         *
         * @param who the friend
         * @param category the number of the category, 0 for the one that everybody has
         */
        public record Entry(Uin who, int category) {}
    }
}
