package dev.rookery.plugin.relay;

import java.util.ArrayDeque;

/**
 * What was relayed last, to know it again: when two accounts of ours are in one group, or another bot joins the same
 * chats, what we say comes back, perhaps with one more name before it, and must not go round. Remembers
 * {@value #REMEMBERED} texts by their last {@value #LONGEST} characters. Any thread.
 */
final class Echoes {

    static final int REMEMBERED = 256;

    /** How much of each, from its end. */
    private static final int LONGEST = 1_000;

    private final ArrayDeque<String> relayed = new ArrayDeque<>();

    synchronized void remember(String text) {
        relayed.add(text.substring(Math.max(0, text.length() - LONGEST)));
        if (relayed.size() > REMEMBERED) {
            relayed.remove();
        }
    }

    /** Whether it is something that was relayed, a name before it or not. */
    synchronized boolean isOne(String text) {
        return text.startsWith("[") && relayed.stream().anyMatch(text::endsWith);
    }
}
