package dev.rookery.host.plugin;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where plugins live and how long they may take.
 *
 * <table>
 * <caption>Bounds, their defaults and what happens beyond them</caption>
 * <tr><th>option</th><th>default</th><th>beyond it</th></tr>
 * <tr><td>enableDeadline</td><td>30 s</td><td>{@code onEnable} is interrupted, the plugin has FAILED</td></tr>
 * <tr><td>drainDeadline</td><td>5 s</td><td>a stopping plugin is disabled although handlers of it still run</td></tr>
 * <tr><td>disableDeadline</td><td>10 s</td><td>{@code onDisable} is interrupted and the plugin unloaded; the same
 * again for closing what it managed, and for closing its services</td></tr>
 * <tr><td>stopDeadline</td><td>20 s</td><td>all plugins together; each further step gets 0.1 s</td></tr>
 * <tr><td>queue</td><td>10,000</td><td>the plugin's executor refuses the task</td></tr>
 * </table>
 *
 * @param directory the drop folder; only read, never loaded from
 * @param workDirectory the host's own folder for the copies that are loaded; leftovers in it are deleted at start
 * @param dataDirectory holds one folder per plugin id
 * @param enableDeadline how long {@code onEnable} may take
 * @param drainDeadline how long to wait for running handlers of a plugin that stops
 * @param disableDeadline how long {@code onDisable} may take, and again closing what was managed, and its services
 * @param stopDeadline how long stopping all plugins may take
 * @param queue most tasks waiting per plugin
 */
public record PluginHostOptions(
        Path directory,
        Path workDirectory,
        Path dataDirectory,
        Duration enableDeadline,
        Duration drainDeadline,
        Duration disableDeadline,
        Duration stopDeadline,
        int queue) {

    /** Makes the folders absolute, so that a plugin's {@code dataDir} is. */
    public PluginHostOptions {
        directory = directory.toAbsolutePath();
        workDirectory = workDirectory.toAbsolutePath();
        dataDirectory = dataDirectory.toAbsolutePath();
        if (queue < 1) {
            throw new IllegalArgumentException("queue=" + queue + " (expected: at least 1)");
        }
    }

    /**
     * The defaults of the table above.
     *
     * @param directory the drop folder
     * @param workDirectory the folder for copies
     * @param dataDirectory the folder for the plugins' own files
     * @return the options
     */
    public static PluginHostOptions of(Path directory, Path workDirectory, Path dataDirectory) {
        return new PluginHostOptions(
                directory,
                workDirectory,
                dataDirectory,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                10_000);
    }

    /**
     * The same with other deadlines.
     *
     * @param enable for {@code onEnable}
     * @param drain for running handlers
     * @param disable for {@code onDisable}, and twice again for closing
     * @param stop for all plugins together
     * @return changed options
     */
    public PluginHostOptions withDeadlines(Duration enable, Duration drain, Duration disable, Duration stop) {
        return new PluginHostOptions(directory, workDirectory, dataDirectory, enable, drain, disable, stop, queue);
    }
}
