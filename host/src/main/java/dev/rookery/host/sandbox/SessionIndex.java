package dev.rookery.host.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the session of a request among those of all accounts. Bounded by what {@link Sessions} keeps per account. */
final class SessionIndex {

    /** By psessionid and by the vfwebqq of login2, which cannot be mistaken: they differ in length. */
    private final Map<String, Session> byToken = new HashMap<>();

    void add(Session session) {
        byToken.put(session.psessionid(), session);
        byToken.put(session.vfwebqq(), session);
    }

    void remove(Session session) {
        byToken.remove(session.psessionid());
        byToken.remove(session.vfwebqq());
    }

    Optional<Session> ofPsessionid(String psessionid) {
        return ofToken(psessionid).filter(session -> session.psessionid().equals(psessionid));
    }

    Optional<Session> ofVfwebqq(String vfwebqq) {
        return ofToken(vfwebqq).filter(session -> session.vfwebqq().equals(vfwebqq));
    }

    /** Whether a session has been kicked and is to be told so; it is told once, from then on it is unknown. */
    boolean takeKicked(String psessionid) {
        Optional<Session> kicked = Optional.ofNullable(byToken.get(psessionid)).filter(Session::isKicked);
        kicked.ifPresent(this::remove);
        return kicked.isPresent();
    }

    private Optional<Session> ofToken(String token) {
        return Optional.ofNullable(byToken.get(token)).filter(session -> !session.isKicked());
    }
}
