package dev.rookery.host.plugin;

import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.time.Timers;
import java.nio.file.Path;

/** A plugin's guard without a plugin host. */
final class Guarded {

    /** Nobody who does anything about it. */
    static final Supervisor ALONE = new Supervisor() {
        @Override
        public void degraded(String reason) {}

        @Override
        public void recovered() {}

        @Override
        public void hopeless(String reason) {}
    };

    private Guarded() {}

    static PluginGuard plugin(String id, Timers timers) {
        return plugin(id, timers, ALONE);
    }

    static PluginGuard plugin(String id, Timers timers, Supervisor supervisor) {
        return new PluginGuard(id, containment(timers), supervisor);
    }

    static Containment containment(Timers timers) {
        return new Containment(timers, plugin -> GuardOptions.defaults(), Path.of("no", "such", "file"));
    }
}
