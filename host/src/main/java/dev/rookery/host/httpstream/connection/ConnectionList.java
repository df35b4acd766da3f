package dev.rookery.host.httpstream.connection;

import org.jspecify.annotations.Nullable;

/**
 * A list of connections that are its links themselves: putting one in or taking it out allocates nothing and takes
 * constant time. A connection is in one list at a time. Loop only.
 */
final class ConnectionList {

    private @Nullable Connection first;
    private @Nullable Connection last;
    private int size;

    int size() {
        return size;
    }

    @Nullable
    Connection first() {
        return first;
    }

    @Nullable
    Connection last() {
        return last;
    }

    void addFirst(Connection connection) {
        connection.list = this;
        connection.next = first;
        if (first == null) {
            last = connection;
        } else {
            first.previous = connection;
        }
        first = connection;
        size++;
    }

    /** Takes it out of whichever list it is in, if any. */
    static void remove(Connection connection) {
        ConnectionList list = connection.list;
        if (list != null) {
            list.unlink(connection);
        }
    }

    private void unlink(Connection connection) {
        Connection before = connection.previous;
        Connection after = connection.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        connection.list = null;
        connection.previous = null;
        connection.next = null;
        size--;
    }
}
