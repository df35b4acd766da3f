package dev.rookery.host.storage;

import dev.rookery.api.storage.StorageException;
import dev.rookery.host.time.Timers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one plugin in the host's table of values, read and written through one connection, one call at a time.
 * Every call is a transaction of its own. Any thread that may block.
 */
final class Entries implements AutoCloseable {

    /** How many values a plugin may keep, those whose time is over not counted. */
    static final int MOST_ENTRIES = 100_000;

    private static final String WHERE = " WHERE PLUGIN=? AND SPACE=? AND SCOPE=? AND NAME=?";
    private static final String ALIVE = " AND (EXPIRES IS NULL OR EXPIRES>?)";

    private final Database database;
    private final String plugin;
    private final Timers timers;
    private final int most;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private @Nullable Connection connection;
    private int count;
    private boolean closed;

    /** Which part of which space. */
    record Place(String space, String scope) {}

    Entries(Database database, String plugin, Timers timers, int most) {
        this.database = database;
        this.plugin = plugin;
        this.timers = timers;
        this.most = most;
    }

    Optional<String> get(Place place, String key) {
        return run(() -> read(place, key));
    }

    /** Writes, whatever was there. */
    void put(Place place, String key, String content, @Nullable Long expires) {
        run(() -> {
            int written = update(
                    "UPDATE HOST.ENTRY SET CONTENT=?, EXPIRES=?" + WHERE,
                    content,
                    expires,
                    plugin,
                    place.space(),
                    place.scope(),
                    key);
            if (written == 0) {
                insert(place, key, content, expires);
            }
            return true;
        });
    }

    /** Writes if what is there is still what the caller has read. */
    boolean replace(Place place, String key, Optional<String> read, String content) {
        return run(() -> {
            if (!read(place, key).equals(read)) {
                return false;
            }
            if (read.isEmpty()) {
                // One whose time is over may still lie there.
                delete(place, key);
                insert(place, key, content, null);
            } else {
                update("UPDATE HOST.ENTRY SET CONTENT=?" + WHERE, content, plugin, place.space(), place.scope(), key);
            }
            return true;
        });
    }

    boolean remove(Place place, String key) {
        return run(() -> {
            boolean alive = read(place, key).isPresent();
            delete(place, key);
            return alive;
        });
    }

    void clear(Place place) {
        run(() -> count -= update(
                "DELETE FROM HOST.ENTRY WHERE PLUGIN=? AND SPACE=? AND SCOPE=?", plugin, place.space(), place.scope()));
    }

    /** Those whose keys begin alike, the first ones after a key, in the order of their keys. */
    Map<String, String> list(Place place, String prefix, String after, int atMost) {
        return run(() -> {
            PreparedStatement statement = prepare("SELECT NAME, CONTENT FROM HOST.ENTRY WHERE PLUGIN=? AND SPACE=? AND"
                    + " SCOPE=? AND NAME>=? AND NAME<=? AND NAME>?" + ALIVE + " ORDER BY NAME LIMIT ?");
            // No key has this last one of all characters.
            bind(statement, plugin, place.space(), place.scope(), prefix, prefix + '\uFFFF', after, now(), atMost);
            Map<String, String> found = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getString(2));
                }
            }
            return found;
        });
    }

    private Optional<String> read(Place place, String key) throws SQLException {
        PreparedStatement statement = prepare("SELECT CONTENT FROM HOST.ENTRY" + WHERE + ALIVE);
        bind(statement, plugin, place.space(), place.scope(), key, now());
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private void insert(Place place, String key, String content, @Nullable Long expires) throws SQLException {
        if (count >= most) {
            sweep();
        }
        if (count >= most) {
            throw new StorageException("plugin " + plugin + " keeps " + most
                    + " values already (expected: fewer; remove what is not needed any more, or keep it for a time)");
        }
        update(
                "INSERT INTO HOST.ENTRY(PLUGIN, SPACE, SCOPE, NAME, CONTENT, EXPIRES) VALUES(?,?,?,?,?,?)",
                plugin,
                place.space(),
                place.scope(),
                key,
                content,
                expires);
        count++;
    }

    private void delete(Place place, String key) throws SQLException {
        count -= update("DELETE FROM HOST.ENTRY" + WHERE, plugin, place.space(), place.scope(), key);
    }

    /** Deletes what is over, where that is possible, and counts what is left. */
    private void sweep() throws SQLException {
        if (connection != null && !connection.isReadOnly()) {
            update("DELETE FROM HOST.ENTRY WHERE PLUGIN=? AND EXPIRES<=?", plugin, now());
        }
        PreparedStatement statement = prepare("SELECT COUNT(*) FROM HOST.ENTRY WHERE PLUGIN=?");
        bind(statement, plugin);
        try (ResultSet row = statement.executeQuery()) {
            count = row.next() ? row.getInt(1) : 0;
        }
    }

    private long now() {
        return timers.instant().toEpochMilli();
    }

    private interface Call<T> {
        T run() throws SQLException;
    }

    private synchronized <T> T run(Call<T> call) {
        if (closed) {
            throw new IllegalStateException("plugin " + plugin + " is disabled; its storage is closed");
        }
        try {
            if (connection == null) {
                connection = database.connect();
                sweep();
            }
            return call.run();
        } catch (SQLException e) {
            disconnect();
            throw database.failed(e);
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = Objects.requireNonNull(connection, "connection").prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    private int update(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        bind(statement, values);
        return statement.executeUpdate();
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private void disconnect() {
        Connection left = connection;
        connection = null;
        prepared.clear();
        if (left != null) {
            try {
                left.close();
            } catch (SQLException broken) {
                // It broke before, which was told then.
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
