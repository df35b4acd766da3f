package dev.rookery.host.plugin;

import dev.rookery.host.guard.Quarantine;
import java.time.InstantSource;

/**
 * Carries out on the lifecycle thread what follows from the state of one life of a plugin, as long as that life lasts.
 */
final class LifecycleSupervisor implements Supervisor {

    private final PluginJar jar;
    private final LifecycleThread thread;
    private final Lifecycle lifecycle;
    private final PluginOperations operations;
    private final StatusBoard board;
    private final InstantSource clock;

    LifecycleSupervisor(
            PluginJar jar,
            LifecycleThread thread,
            Lifecycle lifecycle,
            PluginOperations operations,
            StatusBoard board,
            InstantSource clock) {
        this.jar = jar;
        this.thread = thread;
        this.lifecycle = lifecycle;
        this.operations = operations;
        this.board = board;
        this.clock = clock;
    }

    @Override
    public void degraded(String reason) {
        whileLoaded(() -> board.report(jar.status(PluginState.DEGRADED, reason)));
    }

    @Override
    public void recovered() {
        whileLoaded(() -> board.report(jar.status(PluginState.ACTIVE, "")));
    }

    @Override
    public void hopeless(String reason) {
        whileLoaded(() -> operations.quarantine(new Quarantine.Entry(jar.id(), jar.sha256(), clock.instant(), reason)));
    }

    @SuppressWarnings("ReferenceEquality") // Another life of the same jar is another plugin.
    private void whileLoaded(Runnable step) {
        thread.execute(() -> {
            if (lifecycle.runs(jar.id()) && lifecycle.get(jar.id()).jar() == jar) {
                step.run();
            }
        });
    }
}
