package dev.rookery.host.plugin;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Deregisters the JDBC drivers of a plugin. {@link DriverManager} lets a caller see and remove the drivers of its own
 * class loader only, so this very class is defined once more in the loader of each plugin that stops; it uses nothing
 * but the JDK.
 */
public final class DriverSweep implements Callable<List<String>> {

    /** Made by reflection. */
    public DriverSweep() {}

    /**
     * Deregisters.
     *
     * @return the classes of the drivers
     */
    @Override
    public List<String> call() throws SQLException {
        List<String> gone = new ArrayList<>();
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == DriverSweep.class.getClassLoader()) {
                DriverManager.deregisterDriver(driver);
                gone.add(driver.getClass().getName());
            }
        }
        return gone;
    }
}
