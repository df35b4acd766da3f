package dev.rookery.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin and databases: the host's, lent by it, and one that it brings itself. */
class PluginDatabaseTest {

    private House house;

    @BeforeEach
    void open(@TempDir Path root) {
        house = new House(root);
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void oneInAnotherVersionThanTheHostsWorksBesideTheHosts() {
        house.drop("x.jar", TestJar.plugin("x").bringing("h2.jar").onEnable("""
                                Class<?> type = Class.forName("org.h2.jdbcx.JdbcDataSource");
                                javax.sql.DataSource mine =
                                        (javax.sql.DataSource) type.getConstructor().newInstance();
                                type.getMethod("setURL", String.class).invoke(mine, "jdbc:h2:mem:mine");
                                try (java.sql.Connection own = mine.getConnection();
                                        java.sql.Connection lent = context.storage().dataSource().getConnection()) {
                                    own.createStatement().execute("CREATE TABLE T(A INT)");
                                    lent.createStatement().execute("CREATE TABLE T(A INT)");
                                    say(own.getMetaData().getDatabaseProductVersion());
                                    say(lent.getMetaData().getDatabaseProductVersion());
                                } finally {
                                    Class.forName("org.h2.Driver").getMethod("unload").invoke(null);
                                }
                                """));
        house.start();
        assertThat(house.status("x.jar").reason()).isEmpty();
        assertThat(house.messaging().said()).hasSize(2);
        assertThat(house.messaging().said().get(0)).startsWith("2.3.232");
        assertThat(house.messaging().said().get(1)).startsWith(org.h2.engine.Constants.VERSION);
    }
}
