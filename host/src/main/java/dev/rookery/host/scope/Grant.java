package dev.rookery.host.scope;

import dev.rookery.api.permission.Level;
import java.util.Optional;

/**
 * What the operator says of a permission node, or of all nodes that begin alike.
 *
 * @param nodes a node, or {@code keywords.*} for all that begin with {@code keywords.}, or {@code *} for all
 * @param level the least level that has it, in place of the one that the plugin declared
 * @param allow who has it whatever their level
 * @param deny who has it not, owners excepted
 * @param source the key of the configuration that says so
 */
public record Grant(String nodes, Optional<Level> level, Places allow, Places deny, String source) {

    /** How a node, or a pattern for nodes, is written. */
    private static final String WRITTEN = "([a-z0-9][a-z0-9_-]*\\.)*([a-z0-9][a-z0-9_-]*|\\*)";

    /** The longest node. */
    static final int LONGEST = 100;

    /** Refuses what can be no node. */
    public Grant {
        if (nodes.length() > LONGEST || !nodes.matches(WRITTEN)) {
            throw new IllegalArgumentException("'" + nodes + "' (expected: a permission node such as keywords.teach, or"
                    + " keywords.* for all that begin so)");
        }
    }

    static boolean isNode(String node) {
        return node.length() <= LONGEST && node.matches(WRITTEN) && !node.endsWith("*");
    }

    boolean covers(String node) {
        return nodes.endsWith("*") ? node.startsWith(nodes.substring(0, nodes.length() - 1)) : nodes.equals(node);
    }

    /** The more of a node is spelled out, the sooner the grant decides; a node in full before every pattern. */
    int narrowness() {
        return nodes.endsWith("*") ? nodes.length() : Integer.MAX_VALUE;
    }
}
