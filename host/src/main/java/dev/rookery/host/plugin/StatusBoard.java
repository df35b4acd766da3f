package dev.rookery.host.plugin;

import dev.rookery.host.time.Timers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where each plugin jar stands, and since when; tells the log what changes. Written by the lifecycle thread only. */
final class StatusBoard {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final Timers timers;
    private final Map<Path, PluginStatus> byFile = new TreeMap<>();
    private final Map<Path, Instant> since = new ConcurrentHashMap<>();
    private volatile List<PluginStatus> all = List.of();

    StatusBoard(Timers timers) {
        this.timers = timers;
    }

    /** All of them, sorted by file; a snapshot for any thread. */
    List<PluginStatus> all() {
        return all;
    }

    Optional<PluginStatus> of(Path file) {
        return Optional.ofNullable(byFile.get(file));
    }

    /** Since when a file has been in its state. Any thread. */
    Instant since(Path file) {
        return since.getOrDefault(file, timers.instant());
    }

    /** Nothing is to be told of the file any more. */
    void forget(Path file) {
        byFile.remove(file);
        since.remove(file);
        all = List.copyOf(byFile.values());
    }

    void report(PluginStatus status) {
        report(status, null);
    }

    /** Puts down and logs what became of a plugin; with the stack, where a fault of the plugin's made it so. */
    void report(PluginStatus status, @Nullable Throwable cause) {
        PluginStatus before = byFile.put(status.file(), status);
        all = List.copyOf(byFile.values());
        if (status.equals(before)) {
            return;
        }
        if (before == null || before.state() != status.state()) {
            since.put(status.file(), timers.instant());
        }
        switch (status.state()) {
            case ACTIVE, STOPPED -> told(status);
            case INVALID, INCOMPATIBLE, BLOCKED, FAILED, QUARANTINED, ZOMBIE ->
                log.error(
                        "plugin not usable file={} state={} reason={}",
                        status.file().getFileName(),
                        status.state(),
                        status.reason(),
                        cause);
            case DEGRADED -> log.debug("plugin is degraded plugin={}", status.id());
            case DISABLED -> log.info("plugin is switched off plugin={}", status.id());
            default -> log.debug("plugin state plugin={} state={}", status.id(), status.state());
        }
    }

    private static void told(PluginStatus status) {
        if (status.reason().isEmpty()) {
            log.info(
                    "plugin {} plugin={} version={}",
                    status.state() == PluginState.ACTIVE ? "started" : "stopped",
                    status.id(),
                    status.version());
        } else {
            log.error(
                    "plugin goes on as it was plugin={} version={} reason={}",
                    status.id(),
                    status.version(),
                    status.reason());
        }
    }
}
