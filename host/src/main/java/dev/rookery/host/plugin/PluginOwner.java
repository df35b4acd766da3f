package dev.rookery.host.plugin;

import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.time.Timers;
import java.nio.file.Path;

/**
 * The plugin, in one of its lives, that a service is made for.
 *
 * @param info who it is
 * @param dataDirectory the folder for its files, absolute; made by who first needs it
 * @param loader sees its classes and resources; not to be kept beyond the plugin's stop
 * @param threads where its code runs
 * @param timers what waits here in its name is cancelled when it stops, before {@code onDisable}; tasks run on the
 *     timers' thread and hand their work to {@code threads}
 */
public record PluginOwner(PluginInfo info, Path dataDirectory, ClassLoader loader, Owner threads, Timers timers) {

    /** The plugin's id. */
    public String id() {
        return info.id();
    }
}
