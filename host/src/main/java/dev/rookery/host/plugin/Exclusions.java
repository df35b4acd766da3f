package dev.rookery.host.plugin;

import dev.rookery.host.guard.Quarantine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which plugins are not to run, kept over restarts in the folder of the plugins' data: those that the operator has
 * switched off, and those in quarantine. Of a running host on its lifecycle thread only; without one whoever has read
 * them.
 */
public final class Exclusions {

    /** The file of the quarantine; no plugin can have this id. */
    static final String QUARANTINE = "quarantine.txt";

    private final DisabledPlugins disabled;
    private final Quarantine quarantine;

    /** Knows of the quarantine; {@link #load} is to follow. */
    Exclusions(Path dataDirectory, Quarantine quarantine) {
        this.disabled = new DisabledPlugins(dataDirectory);
        this.quarantine = quarantine;
    }

    /**
     * Reads what the next start will heed, for who has no host.
     *
     * @param dataDirectory the folder of the plugins' data; need not exist
     * @throws IOException if it cannot be read
     */
    public static Exclusions read(Path dataDirectory) throws IOException {
        Exclusions exclusions = new Exclusions(dataDirectory, Quarantine.open(dataDirectory.resolve(QUARANTINE)));
        exclusions.load();
        return exclusions;
    }

    void load() throws IOException {
        disabled.load();
    }

    /** Where a plugin stands that is not to run. */
    Optional<PluginStatus> of(PluginJar jar) {
        return disabled.isOff(jar.id())
                ? Optional.of(jar.status(PluginState.DISABLED, ""))
                : quarantine
                        .of(jar.id(), jar.sha256())
                        .map(entry ->
                                jar.status(PluginState.QUARANTINED, entry.reason() + " (since " + entry.since() + ")"));
    }

    /** Lets a plugin run again, whatever has kept it out. */
    public void enable(String id) throws IOException {
        disabled.set(id, true);
        quarantine.lift(id);
    }

    /** Keeps a plugin out until it is enabled. */
    public void disable(String id) throws IOException {
        disabled.set(id, false);
    }

    /** Keeps this very jar of a plugin out. */
    void quarantine(Quarantine.Entry entry) {
        quarantine.put(entry);
    }
}
