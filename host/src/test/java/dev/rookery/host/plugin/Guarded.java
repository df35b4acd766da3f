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
        Containment containment =
                new Containment(timers, plugin -> GuardOptions.defaults(), Path.of("no", "such", "file"));
        return new PluginGuard(id, containment, fate);
    }
}
