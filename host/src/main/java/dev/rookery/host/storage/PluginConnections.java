package dev.rookery.host.storage;

import dev.rookery.api.storage.StorageException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one plugin to its own schema, as a user who can see nothing else. Bounded, but not pooled: to
 * connect to an embedded database costs less than a tenth of a millisecond, a fresh connection carries nothing over
 * from the last piece of work, and unlike a pool this closes also what is out when the plugin stops. Any thread that
 * may block.
 */
final class PluginConnections implements DataSource, AutoCloseable {

    /** How many connections may be open at a time. */
    static final int MOST_OPEN = 8;

    /** How long a further one is waited for. */
    static final int WAIT_SECONDS = 10;

    private final Database database;
    private final String pluginId;
    private final Semaphore free = new Semaphore(MOST_OPEN, true);
    private final Map<PooledConnection, SessionLocal> open = new HashMap<>();
    private final String name;
    private volatile int waitSeconds = WAIT_SECONDS;
    private @Nullable String password;
    private boolean closed;

    PluginConnections(Database database, String pluginId) {
        this.database = database;
        this.pluginId = pluginId;
        // Ids are in lower case and users of H2 in upper case. The prefix keeps them apart from PUBLIC and HOST.
        this.name = "PLUGIN_" + pluginId.toUpperCase(Locale.ROOT);
    }

    @Override
    public Connection getConnection() throws SQLException {
        enter();
        boolean opened = false;
        try {
            Connection connection = open();
            opened = true;
            return connection;
        } catch (StorageException | IllegalStateException e) {
            throw new SQLNonTransientConnectionException(e.getMessage(), e);
        } finally {
            if (!opened) {
                free.release();
            }
        }
    }

    private void enter() throws SQLException {
        try {
            if (!free.tryAcquire(waitSeconds, TimeUnit.SECONDS)) {
                throw new SQLTransientConnectionException("plugin " + pluginId + " has " + MOST_OPEN
                        + " connections open (expected: fewer; close each after use, as with try)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted while waiting for a connection", e);
        }
    }

    private synchronized Connection open() throws SQLException {
        if (closed) {
            throw new IllegalStateException("plugin " + pluginId + " is disabled; its storage is closed");
        }
        PooledConnection pooled = database.connect(name, provide());
        pooled.addConnectionEventListener(new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                end(pooled);
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {}
        });
        try {
            Connection connection = pooled.getConnection();
            open.put(pooled, (SessionLocal)
                    connection.unwrap(JdbcConnection.class).getSession());
            connection.setSchema(name);
            return connection;
        } catch (SQLException e) {
            open.remove(pooled);
            pooled.close();
            throw e;
        }
    }

    /** Makes the user and the schema, once for each start of the plugin. */
    private String provide() throws SQLException {
        if (password == null) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            database.administer(
                    "CREATE USER IF NOT EXISTS \"" + name + "\" PASSWORD '" + made + "'",
                    "ALTER USER \"" + name + "\" SET PASSWORD '" + made + "'",
                    "CREATE SCHEMA IF NOT EXISTS \"" + name + "\" AUTHORIZATION \"" + name + "\"");
            password = made;
        }
        return password;
    }

    private void end(PooledConnection pooled) {
        boolean known;
        synchronized (this) {
            known = open.remove(pooled) != null;
        }
        if (known) {
            close(pooled);
            free.release();
        }
    }

    private void close(PooledConnection pooled) {
        try {
            pooled.close();
        } catch (SQLException broken) {
            // The database broke or was closed under it; whoever uses it is told so.
        }
    }

    @Override
    public void close() {
        Map<PooledConnection, SessionLocal> left;
        synchronized (this) {
            closed = true;
            left = Map.copyOf(open);
            open.clear();
        }
        // A statement that computes for ever heeds no interrupt, and a connection that is at one cannot be closed.
        left.values().forEach(SessionLocal::cancel);
        left.keySet().forEach(this::close);
    }

    @Override
    public Connection getConnection(String user, String pass) throws SQLException {
        throw new SQLFeatureNotSupportedException("a plugin has one user (expected: getConnection() without a name)");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing is logged there");
    }

    /** Shortens the wait for a further connection; zero or more than the bound stands for the bound. */
    @Override
    public void setLoginTimeout(int seconds) {
        waitSeconds = seconds < 1 || seconds > WAIT_SECONDS ? WAIT_SECONDS : seconds;
    }

    @Override
    public int getLoginTimeout() {
        return waitSeconds;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged there");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
