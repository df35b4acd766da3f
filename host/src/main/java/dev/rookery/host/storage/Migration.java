package dev.rookery.host.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The host's own tables, in schema {@code HOST}, and how they came to be. A database of an older host is brought up to
 * date step by step; one of a newer host is left alone.
 */
final class Migration {

    /**
     * What leads from each version to the next; never changed, only added to. Each can be repeated: H2 commits a
     * definition at once, and the host may end before the new version is written down.
     */
    private static final List<String> STEPS = List.of("""
            CREATE TABLE IF NOT EXISTS HOST.ENTRY(
              PLUGIN VARCHAR(200) NOT NULL,
              SPACE VARCHAR(40) NOT NULL,
              SCOPE VARCHAR(1000) NOT NULL,
              NAME VARCHAR(200) NOT NULL,
              CONTENT VARCHAR(65536) NOT NULL,
              EXPIRES BIGINT,
              PRIMARY KEY(PLUGIN, SPACE, SCOPE, NAME))""");

    private Migration() {}

    static void run(Connection connection) throws SQLException {
        Database.execute(
                connection,
                "CREATE SCHEMA IF NOT EXISTS HOST",
                "CREATE TABLE IF NOT EXISTS HOST.VERSION(STEPS INT NOT NULL)");
        int done = version(connection);
        if (done > STEPS.size()) {
            throw new SQLException("written by a newer host (expected: tables of version " + STEPS.size()
                    + " or older, found " + done + ")");
        }
        for (String step : STEPS.subList(done, STEPS.size())) {
            done++;
            Database.execute(connection, step, "INSERT INTO HOST.VERSION VALUES " + done);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT MAX(STEPS) FROM HOST.VERSION")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }
}
