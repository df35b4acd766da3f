package dev.rookery.host.config;

import dev.rookery.host.config.ConfigNode.Entry;
import dev.rookery.host.config.ConfigNode.Mapping;
import dev.rookery.host.config.ConfigNode.Scalar;
import dev.rookery.host.config.ConfigNode.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting that says something else than before, came or went. Never holds a value, which may be a secret.
 *
 * @param keys the keys on the way to it, at least one
 * @param file the file as the operator named it
 * @param line where it stands now, counted from 1; where its surroundings are if it went
 * @param column likewise
 */
public record ConfigEdit(List<String> keys, String file, int line, int column) {

    /** The way to it in one piece, as messages show it. */
    public String key() {
        return keys.stream().reduce("", Wording::path);
    }

    /** {@code file:line:column key}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + " " + key();
    }

    /** All that differs, in the order of the file as it is now; what went comes last in its surroundings. */
    static List<ConfigEdit> between(ConfigNode before, ConfigNode now, String file) {
        List<ConfigEdit> edits = new ArrayList<>();
        compare(before, now, List.of(), now.at(), file, edits);
        return edits;
    }

    private static void compare(
            ConfigNode before, ConfigNode now, List<String> keys, Position at, String file, List<ConfigEdit> edits) {
        if (keys.isEmpty() || (isMapping(before, now) && isMapping(now, before))) {
            Map<String, Entry> old = entries(before);
            Map<String, Entry> young = entries(now);
            Set<String> all = new LinkedHashSet<>(young.keySet());
            all.addAll(old.keySet());
            for (String key : all) {
                Entry entry = young.get(key);
                Position place = entry == null ? at : entry.keyAt();
                List<String> way = new ArrayList<>(keys);
                way.add(key);
                compare(value(old.get(key)), value(entry), List.copyOf(way), place, file, edits);
            }
        } else if (!isSame(before, now)) {
            edits.add(new ConfigEdit(keys, file, at.line(), at.column()));
        }
    }

    /** A mapping, or nothing at all where there is, or was, a mapping of something. */
    private static boolean isMapping(ConfigNode node, ConfigNode other) {
        return node instanceof Mapping || (node.isNothing() && !entries(other).isEmpty());
    }

    private static Map<String, Entry> entries(ConfigNode node) {
        return node instanceof Mapping mapping ? mapping.entries() : Map.of();
    }

    private static ConfigNode value(@Nullable Entry entry) {
        return entry == null ? ConfigNode.nothing(Position.START) : entry.value();
    }

    private static boolean isSame(ConfigNode a, ConfigNode b) {
        if (a instanceof Scalar one && b instanceof Scalar other) {
            return one.isNull() == other.isNull() && (one.isNull() || one.text().equals(other.text()));
        }
        if (a instanceof Sequence one && b instanceof Sequence other) {
            return areSame(one.items(), other.items());
        }
        return a instanceof Mapping one
                && b instanceof Mapping other
                && one.entries().keySet().equals(other.entries().keySet())
                && one.entries().keySet().stream()
                        .allMatch(key -> isSame(
                                value(one.entries().get(key)),
                                value(other.entries().get(key))));
    }

    private static boolean areSame(List<ConfigNode> some, List<ConfigNode> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!isSame(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }
}
