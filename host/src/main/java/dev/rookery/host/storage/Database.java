package dev.rookery.host.storage;

import dev.rookery.api.storage.StorageException;
import dev.rookery.host.time.Timers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.PooledConnection;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's embedded database, one file {@code storage.mv.db}. Opened when somebody first needs it: a host whose
 * plugins keep nothing has none. When it cannot be opened, or breaks while it is open because the disk is full, its
 * users are told and the host goes on; it is tried again at the earliest {@link #RETRY} later, and what was
 * acknowledged before is there again.
 *
 * <p>Each commit is written to the file before it is acknowledged, so that it survives the end of the process, however
 * sudden. (What survives the loss of power is up to the operating system; the file stays readable.) H2 starts no thread
 * of its own, which would otherwise hold the class loader of the plugin that happened to be there.
 *
 * <p>Safe for use by any thread that may block.
 */
public final class Database implements AutoCloseable {

    /** How long a database that cannot be used is left alone. */
    static final Duration RETRY = Duration.ofSeconds(5);

    /** How much of the file is kept in memory, in KiB. */
    private static final int CACHE = 8 * 1024;

    /** How long a statement waits for a row that another connection has locked, in milliseconds. */
    private static final int LOCK_WAIT = 5_000;

    /** The host's own user; the plugins' are never administrators. */
    private static final String ADMINISTRATOR = "ROOKERY";

    /** After these the database is closed, or must be. */
    private static final Set<Integer> BROKEN = Set.of(
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    static {
        try {
            // H2's hook for the end of the process is a thread, made with this class: left to the first plugin that
            // keeps something, it would hold that plugin's class loader for ever.
            Class.forName("org.h2.engine.OnExitDatabaseCloser");
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Path directory;
    private final DatabaseFile file;
    private final Timers timers;
    private final JdbcDataSource source = new JdbcDataSource();
    private final JdbcDataSource users = new JdbcDataSource();

    /** Keeps the database open, and does the host's own work; null while it is not open. */
    private @Nullable Connection keeper;

    private @Nullable StorageException trouble;
    private long retryNanos;
    /** What was told last of a damaged file: it may open well and prove damaged again and again. */
    private String damage = "";

    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param directory where the file is, or will be
     * @param timers the clock for values that are kept for a time
     */
    public Database(Path directory, Timers timers) {
        this(directory, timers, new UninterruptedFiles());
    }

    Database(Path directory, Timers timers, FilePath files) {
        this.directory = directory.toAbsolutePath();
        this.file = new DatabaseFile(this.directory.resolve("storage.mv.db"));
        this.timers = timers;
        FilePath.register(files);
        source.setUser(ADMINISTRATOR);
        source.setPassword("");
        String url = "jdbc:h2:" + files.getScheme() + ":" + this.directory.resolve("storage");
        // What is set here needs all rights, and is set when the first of all connections opens the database.
        users.setURL(url);
        source.setURL(url + ";WRITE_DELAY=0;FILE_LOCK=FS;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0" + ";CACHE_SIZE="
                + CACHE + ";DEFAULT_LOCK_TIMEOUT=" + LOCK_WAIT);
    }

    /**
     * What one plugin keeps.
     *
     * @param pluginId whose
     * @return to be closed when the plugin stops
     */
    public PluginStorage of(String pluginId) {
        return new PluginStorage(this, pluginId, timers);
    }

    /** A connection with all rights, for the host's own tables. */
    Connection connect() throws SQLException {
        return opened(source::getConnection);
    }

    /** A connection with the rights of a user. */
    PooledConnection connect(String user, String password) throws SQLException {
        return opened(() -> users.getPooledConnection(user, password));
    }

    /** Runs statements with all rights. */
    void administer(String... statements) throws SQLException {
        opened(() -> {
            execute(Objects.requireNonNull(keeper, "keeper"), statements);
            return true;
        });
    }

    private interface Opening<T> {
        T open() throws SQLException;
    }

    /** Does something with an open database; when it turns out to have been closed by a fault, opens it once more. */
    private synchronized <T> T opened(Opening<T> action) throws SQLException {
        open();
        try {
            return action.open();
        } catch (SQLException e) {
            if (!isBroken(e)) {
                throw e;
            }
            abandon();
        }
        open();
        return action.open();
    }

    private void open() {
        if (closed) {
            throw new IllegalStateException("the storage is closed, the host is stopping");
        }
        if (keeper != null) {
            return;
        }
        if (trouble != null && timers.nanoTime() - retryNanos < 0) {
            throw new StorageException(String.valueOf(trouble.getMessage()), trouble);
        }
        try {
            if (directory.toString().indexOf(';') >= 0) {
                throw new IOException("its name has a semicolon, which H2 cannot deal with");
            }
            Files.createDirectories(directory);
            Optional<String> found = file.damage();
            if (found.isPresent()) {
                throw damaged(found.get(), null);
            }
            keeper = source.getConnection();
            Migration.run(keeper);
            trouble = null;
        } catch (IOException e) {
            throw unusable("cannot write to " + directory + " (expected: a folder that can be written)", e);
        } catch (SQLException e) {
            abandon();
            throw DatabaseFile.isDamage(e) ? damaged(reason(e), e) : unusable(file.diagnosis(e), e);
        }
    }

    /** Such a file is closed without being written to, and left alone for a while. */
    private StorageException damaged(String what, @Nullable Exception cause) {
        abandon();
        String why = file + " is damaged or no database: " + what + ". It was left as it is. "
                + file.keepAside(timers.instant())
                + " (expected: a sound copy in its place; or move it away to begin anew)";
        boolean known = damage.equals(why);
        damage = why;
        return unusable(why, cause, known);
    }

    private static String reason(Exception e) {
        return String.valueOf(DatabaseFile.root(e).getMessage());
    }

    private StorageException unusable(String why, @Nullable Exception cause) {
        return unusable(why, cause, false);
    }

    private StorageException unusable(String why, @Nullable Exception cause, boolean known) {
        StorageException now = cause == null
                ? new StorageException("storage cannot be used: " + why)
                : new StorageException("storage cannot be used: " + why, cause);
        if (!known && (trouble == null || !Objects.equals(trouble.getMessage(), now.getMessage()))) {
            log.error("storage cannot be used reason={}", why, cause);
        }
        trouble = now;
        retryNanos = timers.nanoTime() + RETRY.toNanos();
        return now;
    }

    static boolean isBroken(SQLException e) {
        // A file that cannot be written is a general error, told from others by its cause only.
        return BROKEN.contains(e.getErrorCode()) || e.getCause() instanceof MVStoreException;
    }

    /** What to tell the plugin of a statement that failed. */
    synchronized StorageException failed(SQLException e) {
        if (DatabaseFile.isDamage(e)) {
            return damaged(reason(e), e);
        }
        if (isBroken(e)) {
            abandon();
        }
        return isBroken(e) || e.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY
                ? new StorageException(
                        "storage failed while writing to or reading from " + directory
                                + " (expected: room on the disk and a folder that can be written): "
                                + DatabaseFile.root(e),
                        e)
                : new StorageException("storage failed: " + e.getMessage(), e);
    }

    private void abandon() {
        Connection kept = keeper;
        keeper = null;
        if (kept != null) {
            try (kept) {
                execute(kept, "SHUTDOWN IMMEDIATELY");
            } catch (SQLException expected) {
                log.debug("broken database could not be closed in order", expected);
            }
        }
    }

    /** Closes the file in order. Connections that are still open break. */
    @Override
    public synchronized void close() {
        closed = true;
        Connection kept = keeper;
        keeper = null;
        if (kept != null) {
            try (kept) {
                execute(kept, "SHUTDOWN");
            } catch (SQLException e) {
                log.warn("storage did not close in order, nothing is lost directory={}", directory, e);
            }
        }
    }

    static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
