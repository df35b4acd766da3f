package dev.rookery.host.sandbox;

import dev.rookery.host.httpserver.Exchange;
import dev.rookery.host.httpserver.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that a session shall get at its next polls: what a fault delivers again. Of more than {@value #MAX_SESSIONS}
 * sessions, and more than {@value #MAX_EACH} answers of one, the oldest are forgotten.
 */
final class Replays {

    private static final int MAX_SESSIONS = 1_000;
    private static final int MAX_EACH = 50;

    private final Map<String, Deque<Response>> waiting = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Response>> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    /** {@code poll} is any of that session. */
    void add(Exchange poll, Response answer) {
        Deque<Response> answers = waiting.computeIfAbsent(session(poll), none -> new ArrayDeque<>());
        answers.addLast(answer);
        if (answers.size() > MAX_EACH) {
            answers.removeFirst();
        }
    }

    /** What this poll shall get. */
    Optional<Response> take(Exchange poll) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        String session = session(poll);
        Deque<Response> answers = waiting.get(session);
        if (answers == null) {
            return Optional.empty();
        }
        Response answer = answers.removeFirst();
        if (answers.isEmpty()) {
            waiting.remove(session);
        }
        return Optional.of(answer);
    }

    private static String session(Exchange poll) {
        return Requests.psessionid(poll, Requests.r(poll));
    }
}
