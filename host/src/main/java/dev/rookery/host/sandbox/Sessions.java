package dev.rookery.host.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session of the account, and what waits for it. There is one at a time: another web login of the account kicks the
 * older session, which is told so once (retcode 121) and is unknown from then on.
 */
final class Sessions {

    /** Kicked sessions that have not been told yet; of more the oldest is simply unknown. */
    private static final int MAX_KICKED = 16;

    private static final String KICKED = "{\"retcode\":121,\"t\":\"0\"}";

    private final SandboxOptions options;
    private final Inbox inbox = new Inbox();
    private final Deque<String> kicked = new ArrayDeque<>();
    private @Nullable Session current;

    Sessions(SandboxOptions options) {
        this.options = options;
    }

    /** Opens a session. One that the same web login had before ends quietly: its client has linked again. */
    Session open(WebLogin login, Era era) {
        Session older = current;
        Session session = new Session(login, era, inbox, options, this::wake);
        current = session;
        if (older != null && older.login().equals(login)) {
            older.answerHeld(options.idleAnswer().body);
        } else if (older != null && older.isHeld()) {
            older.answerHeld(KICKED);
        } else if (older != null) {
            kicked.addLast(older.psessionid());
            if (kicked.size() > MAX_KICKED) {
                kicked.removeFirst();
            }
        }
        return session;
    }

    Optional<Session> current() {
        return Optional.ofNullable(current);
    }

    Optional<Session> ofPsessionid(String psessionid) {
        return current().filter(session -> session.psessionid().equals(psessionid));
    }

    Optional<Session> ofVfwebqq(String vfwebqq) {
        return current().filter(session -> session.vfwebqq().equals(vfwebqq));
    }

    Optional<Session> ofLogin(WebLogin login) {
        return current().filter(session -> session.login().equals(login));
    }

    /** What a poll of a session that is no more is told if it has been kicked and does not know yet. */
    Optional<String> tellKicked(String psessionid) {
        return kicked.remove(psessionid) ? Optional.of(KICKED) : Optional.empty();
    }

    /** The client of the session has said goodbye. */
    void close(Session session) {
        if (current == session) {
            current = null;
            session.answerHeld(options.idleAnswer().body);
        }
    }

    /** Forgets the session as a server does that breaks down: its poll is cut, its name unknown from now on. */
    void drop() {
        Session session = current;
        current = null;
        kicked.clear();
        if (session != null) {
            session.abortHeld();
        }
    }

    /** Takes in what was said; false when too much is waiting already. */
    boolean deliver(Spoken message) {
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
