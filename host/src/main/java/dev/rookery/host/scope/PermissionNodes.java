package dev.rookery.host.scope;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import dev.rookery.api.permission.Level;
import dev.rookery.host.dispatch.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The permission nodes that are declared, and who has them. A node that nobody declared is the owners'. Any thread;
 * asking reads an immutable map.
 */
final class PermissionNodes {

    /**
     * A node.
     *
     * @param life the life of the plugin that declared it, by identity: two may overlap during a reload
     * @param description what it guards
     * @param least who has it if the operator says nothing
     */
    record Node(Object life, String description, Level least) {}

    /** By name, the declaration that counts last. */
    private final Map<String, Deque<Node>> declared = new TreeMap<>();

    private List<Grant> grants = List.of();
    private volatile Map<String, NodeRules> rules = Map.of();

    synchronized void configure(List<Grant> now) {
        grants = now;
        publish();
    }

    synchronized void declare(String name, Node node) {
        Deque<Node> same = declared.computeIfAbsent(name, n -> new ArrayDeque<>());
        if (same.stream().anyMatch(other -> other.life() == node.life())) {
            throw new IllegalArgumentException(
                    "permission node '" + name + "' is declared already (expected: each node once)");
        }
        same.addLast(node);
        publish();
    }

    /** Takes a declaration back; another life's of the same node counts then. */
    @SuppressWarnings("ReferenceEquality") // What two lives declared alike is two declarations.
    synchronized void forget(String name, Node node) {
        Deque<Node> same = declared.get(name);
        if (same != null && same.removeIf(each -> each == node)) {
            if (same.isEmpty()) {
                declared.remove(name);
            }
            publish();
        }
    }

    private void publish() {
        Map<String, NodeRules> now = new HashMap<>();
        declared.forEach(
                (name, same) -> now.put(name, new NodeRules(name, same.getLast().least(), grants)));
        rules = Map.copyOf(now);
    }

    Verdict verdict(String name, Level level, Person person, Chat chat, boolean certain) {
        @Nullable NodeRules known = rules.get(name);
        return (known == null ? undeclared(name) : known).verdict(level, chat.id(), person.id(), certain);
    }

    private NodeRules undeclared(String name) {
        List<Grant> current;
        synchronized (this) {
            current = grants;
        }
        return new NodeRules(name, Level.OWNER, current);
    }
}
