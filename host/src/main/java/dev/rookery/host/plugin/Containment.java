package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.LogThrottle;
import dev.rookery.host.guard.BlackBox;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.guard.Quarantine;
import dev.rookery.host.guard.SharedState;
import dev.rookery.host.guard.Tally;
import dev.rookery.host.guard.Watchdog;
import dev.rookery.host.time.Timers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one plugin host keeps its plugins in check with, all of them together. Any thread. */
final class Containment {

    /** No plugin can have this id, which has an underline. */
    private static final String BLACK_BOX = "black_box";

    private static final Logger log = LoggerFactory.getLogger(Containment.class);

    private final Timers timers;
    private final Function<String, GuardOptions> limits;
    private final Watchdog watchdog;
    private final Quarantine quarantine;
    private final SharedState shared = SharedState.remember();
    private final LogThrottle throttle = new LogThrottle();
    /** By the plugins' ids: as many as have run since the host was started. */
    private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

    private final Path blackBoxFile;
    private volatile BlackBox blackBox = BlackBox.none();

    Containment(Timers timers, Function<String, GuardOptions> limits, Path quarantine) {
        this.timers = timers;
        this.limits = limits;
        this.watchdog = new Watchdog(timers, limits);
        this.quarantine = Quarantine.open(quarantine);
        this.blackBoxFile = quarantine.resolveSibling(BLACK_BOX);
    }

    /** As the services say, with the quarantine in the data folder, beside the folders of the plugins. */
    static Containment of(PluginServices services, Path dataDirectory) {
        return new Containment(services.timers(), services::guard, dataDirectory.resolve(Exclusions.QUARANTINE));
    }

    Timers timers() {
        return timers;
    }

    /** What holds for a plugin now. */
    GuardOptions limits(String plugin) {
        return limits.apply(plugin);
    }

    /** What has become of a plugin's calls, in all its lives. */
    Tally tally(String plugin) {
        return tallies.computeIfAbsent(plugin, id -> new Tally());
    }

    /** The plugins that have a tally, by id. */
    Set<String> tallied() {
        return new TreeSet<>(tallies.keySet());
    }

    Watchdog watchdog() {
        return watchdog;
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /** Plugins are about to start; blocks. */
    void begin() {
        blackBox = BlackBox.open(blackBoxFile, timers.instant());
    }

    /** The host has stopped, whatever plugins still do. */
    void end() {
        blackBox.close();
    }

    BlackBox blackBox() {
        return blackBox;
    }

    /** After every call into a plugin: as {@link #restoreShared}, if there is something to put back. */
    void restoreSharedAfterCall(String plugin) {
        if (shared.isChanged()) {
            restoreShared(plugin, "a handler, perhaps of another plugin at the same time");
        }
    }

    /**
     * Puts back what all share and a plugin has changed.
     *
     * @param plugin who has just been at work
     * @param step at what
     */
    void restoreShared(String plugin, String step) {
        List<String> changed = shared.restore();
        if (!changed.isEmpty()) {
            throttle.ask(plugin + ' ' + step)
                    .ifPresent(keptBack -> log.warn(
                            "plugin has changed what all plugins share, put back plugin={} step={} changed=\"{}\"{}",
                            plugin,
                            step,
                            String.join(", ", changed),
                            LogThrottle.end(keptBack)));
        }
    }
}
