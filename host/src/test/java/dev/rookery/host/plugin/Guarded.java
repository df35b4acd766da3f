package dev.rookery.host.plugin;

import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.time.Timers;
import java.nio.file.Path;

/** A plugin's guard without a plugin host. */
final class Guarded {

    private Guarded() {}

    static PluginGuard plugin(String id, Timers timers) {
        return plugin(id, timers, PluginGuard.Fate.NONE);
    }

    static PluginGuard plugin(String id, Timers timers, PluginGuard.Fate fate) {
        return new PluginGuard(id, containment(timers), fate);
    }

    static Containment containment(Timers timers) {
        return new Containment(timers, plugin -> GuardOptions.defaults(), Path.of("no", "such", "file"));
    }
}
