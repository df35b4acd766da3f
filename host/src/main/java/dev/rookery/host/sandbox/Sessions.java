package dev.rookery.host.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session of one account, and what waits for it. There is one at a time: another web login of the account kicks the
 * older session, which is told so once (retcode 121, or a kick_message) and is unknown from then on.
 */
final class Sessions {

    /** Kicked sessions that have not been told yet; of more the oldest is simply unknown. */
    private static final int MAX_KICKED = 16;

    static final String KICKED = "{\"retcode\":121,\"t\":\"0\"}";

    /** Mojo-Webqq prints the reason and exits. */
    private static final String KICK_MESSAGE =
            "{\"retcode\":0,\"result\":[{\"poll_type\":\"kick_message\",\"value\":{\"way\":\"poll\","
                    + "\"show_reason\":1,\"reason\":\"" + Notice.KICKED + "\"}}]}";

    private final SandboxOptions options;
    private final SessionIndex index;
    private final Inbox inbox = new Inbox();
    /** Kicked and not told so. Empty at nearly all times, hence small. */
    private final Deque<Session> kicked = new ArrayDeque<>(1);

    private @Nullable Session current;

    Sessions(SandboxOptions options, SessionIndex index) {
        this.options = options;
        this.index = index;
    }

    /** Opens a session. One that the same web login had before ends quietly: its client has linked again. */
    Session open(WebLogin login, Era era, String clientid) {
        Session older = current;
        Session session = new Session(login, era, clientid, inbox, options, this::wake);
        current = session;
        index.add(session);
        if (older != null && older.login().isSameBrowser(login)) {
            index.remove(older);
            older.answerHeld(Session.IDLE);
        } else if (older != null && older.isHeld()) {
            index.remove(older);
            older.answerHeld(kicked(options));
        } else if (older != null) {
            kick(older);
        }
        return session;
    }

    /** What the poll of a session that has been kicked is told. */
    static String kicked(SandboxOptions options) {
        return options.kickMessage() ? KICK_MESSAGE : KICKED;
    }

    private void kick(Session session) {
        session.kick();
        kicked.addLast(session);
        if (kicked.size() > MAX_KICKED) {
            index.remove(kicked.removeFirst());
        }
    }

    Optional<Session> current() {
        return Optional.ofNullable(current);
    }

    /** The session, if it is one of that web login. */
    Optional<Session> ofLogin(WebLogin login) {
        return current().filter(session -> session.login().equals(login));
    }

    /** The client of the session has said goodbye. */
    void close(Session session) {
        if (current == session) {
            current = null;
            index.remove(session);
            session.answerHeld(Session.IDLE);
        }
    }

    /** Forgets the session as a server does that breaks down: its poll is cut, its name unknown from now on. */
    void drop() {
        Session session = current;
        current = null;
        kicked.forEach(index::remove);
        kicked.clear();
        if (session != null) {
            index.remove(session);
            session.abortHeld();
        }
    }

    /** Takes in what was said; false when too much is waiting already. */
    boolean deliver(Incoming message) {
        boolean taken = inbox.add(message);
        wake();
        return taken;
    }

    int waiting() {
        return inbox.size();
    }

    private void wake() {
        current().ifPresent(Session::wake);
    }
}
