package dev.rookery.host.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What has been said to the account and not been delivered. It belongs to the account rather than to a session, so what
 * is said while the bot is away waits for it. One message is on its way at a time: until its fate is known the next one
 * stays, or a failed delivery would change the order.
 */
final class Inbox {

    /** What may wait; more is refused with an error to whoever speaks. */
    static final int MAX = 20_000;

    private final Deque<Incoming> waiting = new ArrayDeque<>(1);
    private boolean onTheWay;

    /** Takes a message in; false when {@value #MAX} are waiting already. */
    boolean add(Incoming message) {
        if (waiting.size() >= MAX) {
            return false;
        }
        waiting.addLast(message);
        return true;
    }

    /** The next message to deliver; it must be followed by {@link #delivered()} or {@link #putBack(Incoming)}. */
    Optional<Incoming> take() {
        if (onTheWay || waiting.isEmpty()) {
            return Optional.empty();
        }
        onTheWay = true;
        return Optional.of(waiting.removeFirst());
    }

    void delivered() {
        onTheWay = false;
    }

    /** The poll that should have carried it had gone. */
    void putBack(Incoming message) {
        onTheWay = false;
        waiting.addFirst(message);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }
}
