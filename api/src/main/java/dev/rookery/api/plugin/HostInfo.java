package dev.rookery.api.plugin;

import dev.rookery.api.ProvidedByHost;
import java.time.Instant;
import java.util.List;

/** What a plugin may know about the process it lives in. */
@ProvidedByHost
public interface HostInfo {

    /**
     * The host's version.
     *
     * @return for example {@code 0.1.0}
     */
    String version();

    /**
     * When the process started.
     *
     * @return the instant
     */
    Instant startedAt();

    /**
     * The plugins that are at work now, sorted by id.
     *
     * @return a snapshot
     */
    List<PluginInfo> plugins();
}
