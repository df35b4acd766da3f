package dev.rookery.host.plugin;

import java.time.Instant;
import java.util.List;

/**
 * A plugin that was unloaded and is still in memory: something refers to its class loader.
 *
 * @param id the plugin
 * @param version of it
 * @param since when it was unloaded
 * @param heldBy what keeps it, each in words; the last, if the heap was looked into, the way to it through references
 */
public record PluginLeak(String id, String version, Instant since, List<String> heldBy) {

    /** Copies the list. */
    public PluginLeak {
        heldBy = List.copyOf(heldBy);
    }
}
