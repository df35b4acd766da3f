package dev.rookery.host.config;

import java.util.List;
import java.util.Map;

/**
 * A configuration file as it was read: immutable, interpolated, every part with its place. What was wrong with a part
 * by itself travels along as faults and is told by whoever binds the part, with the key path it has there.
 */
sealed interface ConfigNode {

    /** Where the value begins. */
    Position at();

    /** What is wrong with this node whatever it is bound to; children have their own. */
    List<Fault> faults();

    /**
     * A mistake found while reading.
     *
     * @param at where
     * @param key the key under this node that is concerned; empty for the node itself
     * @param what what is wrong
     * @param expected what would be right
     */
    record Fault(Position at, String key, String what, String expected) {}

    /**
     * A single text.
     *
     * @param at where it begins
     * @param text the text, interpolated
     * @param written the text as it stands in the file; messages quote this one, so that what comes from the
     *     environment or another file is never shown
     * @param isNull whether nothing, {@code ~} or {@code null} was written, without quotes
     * @param faults what is wrong with it by itself
     */
    record Scalar(Position at, String text, String written, boolean isNull, List<Fault> faults) implements ConfigNode {

        /** The place only: the text may be a secret. */
        @Override
        public String toString() {
            return "Scalar[" + at + "]";
        }
    }

    /**
     * A list.
     *
     * @param at where it begins
     * @param items its items in order
     * @param faults what is wrong with it by itself
     */
    record Sequence(Position at, List<ConfigNode> items, List<Fault> faults) implements ConfigNode {}

    /**
     * Keys with values.
     *
     * @param at where it begins
     * @param entries in the order of the file
     * @param faults what is wrong with it by itself, for example a key that is given twice
     */
    record Mapping(Position at, Map<String, Entry> entries, List<Fault> faults) implements ConfigNode {}

    /**
     * The value of a key.
     *
     * @param keyAt where the key begins
     * @param value the value
     */
    record Entry(Position keyAt, ConfigNode value) {}

    /** A key without a value; stands as well for one that is not there. */
    static ConfigNode nothing(Position at) {
        return new Scalar(at, "", "", true, List.of());
    }

    /** Whether nothing was written here. A faulty text is something: its fault has to be told. */
    default boolean isNothing() {
        return this instanceof Scalar scalar
                && scalar.isNull()
                && scalar.faults().isEmpty();
    }
}
