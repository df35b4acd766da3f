package dev.rookery.host.storage;

import dev.rookery.api.storage.KeyValues;
import dev.rookery.api.storage.Storage;
import dev.rookery.host.dispatch.OwnedService;
import dev.rookery.host.json.JsonType;
import dev.rookery.host.time.Timers;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** What one plugin keeps. Costs nothing until it is used. Any thread that may block. */
public final class PluginStorage implements Storage, OwnedService {

    private static final Pattern NAME = Pattern.compile("[a-z0-9.-]{1,40}");

    private final Entries entries;
    private final PluginConnections connections;
    private final Timers timers;

    PluginStorage(Database database, String pluginId, Timers timers) {
        this(database, pluginId, timers, Entries.MOST_ENTRIES);
    }

    PluginStorage(Database database, String pluginId, Timers timers, int mostEntries) {
        this.entries = new Entries(database, pluginId, timers, mostEntries);
        this.connections = new PluginConnections(database, pluginId);
        this.timers = timers;
    }

    @Override
    public <T> KeyValues<T> space(String name, Class<T> type) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "space '" + name + "' (expected: 1 to 40 of the characters a-z, 0-9, dot and dash)");
        }
        return new Space<>(entries, new Entries.Place(name, ""), JsonType.of(type), timers);
    }

    @Override
    public DataSource dataSource() {
        return connections;
    }

    /** Ends it: closes what the plugin left open. Every later call throws IllegalStateException or SQLException. */
    @Override
    public void close() {
        entries.close();
        connections.close();
    }
}
