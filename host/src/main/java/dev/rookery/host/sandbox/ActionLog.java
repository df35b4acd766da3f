package dev.rookery.host.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What the bot of an account has done besides sending: typed, shaken a window, kicked a member, refused a file. For
 * tests and the page. Of more than {@value #MAX} the oldest is forgotten.
 */
final class ActionLog {

    static final int MAX = 1_000;

    private final Deque<ObjectNode> actions = new ArrayDeque<>(1);
    private long last;

    /** Numbers from 1 on. */
    long last() {
        return last;
    }

    void add(String what, ObjectNode details) {
        ObjectNode action = Json.object().put("n", ++last).put("call", what);
        action.set("details", details);
        actions.addLast(action);
        if (actions.size() > MAX) {
            actions.removeFirst();
        }
    }

    /** What was done after number {@code since}. */
    ArrayNode since(long since) {
        Deque<ObjectNode> list = new ArrayDeque<>();
        Iterator<ObjectNode> newestFirst = actions.descendingIterator();
        while (newestFirst.hasNext()) {
            ObjectNode action = newestFirst.next();
            if (action.path("n").asLong() <= since) {
                break;
            }
            list.addFirst(action);
        }
        return Json.array().addAll(list);
    }
}
