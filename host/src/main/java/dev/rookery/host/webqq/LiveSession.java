package dev.rookery.host.webqq;

import dev.rookery.host.httpstream.Next;
import dev.rookery.host.webqq.contacts.Directory;
import dev.rookery.host.webqq.wire.Session;

/**
 * A session with all that begins and ends with it. On the loop only.
 *
 * @param session the session
 * @param directory who is who in it
 * @param arrivals what was heard with it and waits for names
 * @param poll what hears
 */
record LiveSession(Session session, Directory directory, Arrivals arrivals, Poll poll) {

    /** Reads the lists, then polls. */
    Next begin() {
        return directory.load(poll::begin);
    }

    /** Tells what still waits for names, and refreshes the lists no more. */
    void leave() {
        arrivals.flush();
        directory.close();
    }
}
