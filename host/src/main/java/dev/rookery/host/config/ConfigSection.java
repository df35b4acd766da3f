package dev.rookery.host.config;

import dev.rookery.host.config.Binder.Place;
import dev.rookery.host.config.ConfigNode.Entry;
import dev.rookery.host.config.ConfigNode.Mapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A part of a configuration file that is bound later, or more than once: the settings of a plugin are bound to the
 * plugin's own record when it starts. May stand in a settings record, also as the value of a {@code Map}. What is wrong
 * in such a part whatever it is bound to (duplicate keys, variables that are not set) is told together with everything
 * else when the surrounding record is bound.
 *
 * <p>Immutable: files and variables were read with the document. Prints its key only, as it may hold secrets.
 */
public final class ConfigSection {

    private final String file;
    private final Path folder;
    private final ConfigNode node;
    private final Place place;
    /** Of the whole document. */
    private final Set<String> secrets;

    ConfigSection(String file, Path folder, ConfigNode node, Place place, Set<String> secrets) {
        this.secrets = secrets;
        this.file = file;
        this.folder = folder;
        this.node = node;
        this.place = place;
    }

    /**
     * Where this part stands.
     *
     * @return the path of its key, for example {@code plugins.echo}; empty for the whole file
     */
    public String key() {
        return place.key();
    }

    /**
     * Binds this part. What was not written, or is empty, binds like an empty mapping: to defaults.
     *
     * @param type a record as described at {@link ConfigDocument}; need not be public
     * @param <T> its type
     * @return the record
     * @throws ConfigException with every mistake in this part
     * @throws IllegalArgumentException if the class is no settings record: a component of an unknown type, a default
     *     that does not fit
     */
    public <T extends Record> T bind(Class<T> type) {
        return new Binder(file, folder, secrets).bind(type, node, place);
    }

    /**
     * A part of this part. That it was not written is no mistake: it is empty then.
     *
     * @param keys the keys on the way, as they stand in the file
     * @return the part
     */
    public ConfigSection section(String... keys) {
        ConfigNode found = node;
        Place at = place;
        for (String key : keys) {
            Entry entry = found instanceof Mapping mapping ? mapping.entries().get(key) : null;
            if (entry == null && !(found instanceof Mapping) && !found.isNothing()) {
                break; // something else than a mapping stands here: binding tells so, at this place
            }
            at = at.child(key, entry == null ? at.at() : entry.keyAt());
            found = entry == null ? ConfigNode.nothing(at.at()) : entry.value();
        }
        return new ConfigSection(file, folder, found, at, secrets);
    }

    List<ConfigEdit> editsSince(ConfigSection before) {
        return ConfigEdit.between(before.node, node, file);
    }

    @Override
    public String toString() {
        return "ConfigSection[" + key() + "]";
    }
}
