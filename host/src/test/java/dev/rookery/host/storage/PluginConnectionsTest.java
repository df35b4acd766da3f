package dev.rookery.host.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.host.time.ManualTimers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginConnectionsTest {

    private Database database;
    private PluginStorage storage;
    private PluginStorage neighbour;

    @BeforeEach
    void open(@TempDir Path root) throws SQLException {
        database = new Database(root, new ManualTimers(Instant.EPOCH));
        storage = database.of("link.title-2");
        neighbour = database.of("neighbour");
        run(neighbour.dataSource(), "CREATE TABLE SECRET(A INT)", "INSERT INTO SECRET VALUES 7");
        neighbour.space("values", String.class).put("key", "secret");
    }

    @AfterEach
    void close() {
        storage.close();
        neighbour.close();
        database.close();
    }

    private static void run(DataSource source, String... statements) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Database.execute(connection, statements);
        }
    }

    private static List<String> read(DataSource source, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    @Test
    void pluginMakesTablesOfItsOwnAndFindsThemAgain() throws SQLException {
        run(
                storage.dataSource(),
                "CREATE TABLE TITLE(URL VARCHAR PRIMARY KEY, SEEN INT)",
                "CREATE INDEX BY_SEEN ON TITLE(SEEN)",
                "INSERT INTO TITLE VALUES('a', 1)",
                "ALTER TABLE TITLE ADD COLUMN NAME VARCHAR DEFAULT 'n'",
                "CREATE VIEW TITLES AS SELECT * FROM TITLE",
                "CREATE SEQUENCE COUNTER");
        storage.close();
        storage = database.of("link.title-2");
        assertThat(read(storage.dataSource(), "SELECT NAME FROM TITLES")).containsExactly("n");
        run(storage.dataSource(), "DROP VIEW TITLES", "DROP TABLE TITLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM PLUGIN_NEIGHBOUR.SECRET",
                "INSERT INTO PLUGIN_NEIGHBOUR.SECRET VALUES 8",
                "DROP TABLE PLUGIN_NEIGHBOUR.SECRET",
                "CREATE TABLE PLUGIN_NEIGHBOUR.MINE(A INT)",
                "DROP SCHEMA PLUGIN_NEIGHBOUR CASCADE",
                "SELECT * FROM HOST.ENTRY",
                "DELETE FROM HOST.ENTRY",
                "INSERT INTO HOST.VERSION VALUES 99",
                "CREATE TABLE PUBLIC.MINE(A INT)",
                "CREATE SCHEMA MINE",
                "CREATE USER MINE PASSWORD ''",
                "ALTER USER ROOKERY SET PASSWORD 'x'",
                "ALTER USER PLUGIN_NEIGHBOUR SET PASSWORD 'x'",
                "CREATE ALIAS EXIT FOR \"java.lang.System.exit\"",
                "CALL FILE_READ('/etc/hostname')",
                "SELECT * FROM CSVREAD('/etc/hostname')",
                "CALL CSVWRITE('/tmp/x.csv', 'SELECT 1')",
                "CREATE LINKED TABLE L('', 'jdbc:h2:mem:', '', '', 'T')",
                "SCRIPT TO '/tmp/x.sql'",
                "RUNSCRIPT FROM '/tmp/x.sql'",
                "BACKUP TO '/tmp/x.zip'",
                "SET WRITE_DELAY 500",
                "SET EXCLUSIVE 1",
                "SHUTDOWN"
            })
    void pluginCanDoNothingElse(String statement) throws SQLException {
        assertThatThrownBy(() -> run(storage.dataSource(), statement)).isInstanceOf(SQLException.class);
        assertThat(read(neighbour.dataSource(), "SELECT A FROM SECRET")).containsExactly("7");
    }

    @Test
    void transactionThatIsNotCommittedIsUndone() throws SQLException {
        run(storage.dataSource(), "CREATE TABLE T(A INT)");
        try (Connection connection = storage.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Database.execute(connection, "INSERT INTO T VALUES 1");
        }
        assertThat(read(storage.dataSource(), "SELECT A FROM T")).isEmpty();
    }

    @Test
    void oneConnectionTooManyIsRefusedUntilOneIsClosed() throws SQLException {
        DataSource source = storage.dataSource();
        source.setLoginTimeout(1);
        List<Connection> open = new ArrayList<>();
        for (int i = 0; i < PluginConnections.MOST_OPEN; i++) {
            open.add(source.getConnection());
        }
        assertThatThrownBy(source::getConnection)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("plugin link.title-2 has 8 connections open");
        open.get(0).close();
        open.get(0).close();
        source.getConnection().close();
        assertThat(read(neighbour.dataSource(), "SELECT A FROM SECRET")).isNotEmpty();
    }

    @Test
    void aStatementWithoutEndEndsWithThePlugin() throws Exception {
        CompletableFuture<Thread> begins = new CompletableFuture<>();
        CompletableFuture<Void> endless = CompletableFuture.runAsync(
                () -> {
                    begins.complete(Thread.currentThread());
                    try {
                        run(storage.dataSource(), "SELECT SUM(X * X) FROM SYSTEM_RANGE(1, 1000000000000)");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task, "endless").start());
        Thread thread = begins.get(10, SECONDS);
        long deadline = System.nanoTime() + SECONDS.toNanos(10);
        while (Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> frame.getClassName().startsWith("org.h2.command.query"))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        CompletableFuture<Void> closed = CompletableFuture.runAsync(storage::close, task -> new Thread(task).start());
        closed.get(10, SECONDS);
        assertThat(endless).failsWithin(10, SECONDS);
        assertThat(read(neighbour.dataSource(), "SELECT A FROM SECRET")).isNotEmpty();
    }

    @Test
    void whatWasLeftOpenIsClosedWithThePlugin() throws SQLException {
        Connection forgotten = storage.dataSource().getConnection();
        forgotten.setAutoCommit(false);
        Database.execute(forgotten, "CREATE TABLE T(A INT)", "INSERT INTO T VALUES 1");
        DataSource old = storage.dataSource();
        storage.close();
        assertThatThrownBy(() -> Database.execute(forgotten, "SELECT 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(old::getConnection)
                .isInstanceOf(SQLNonTransientConnectionException.class)
                .hasMessageContaining("plugin link.title-2 is disabled");
        storage = database.of("link.title-2");
        run(storage.dataSource(), "DROP TABLE T");
    }
}
