package dev.rookery.host.plugin;

import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.host.guard.Usage;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One loaded plugin as PF4J sees it: runs {@link BotPlugin} on the plugin's own threads, with deadlines, and undoes
 * everything afterwards. Neither {@link #start()} nor {@link #stop()} throws, because PF4J keeps a plugin that throws
 * in {@code stop} for ever and logs one that throws in {@code start} in its own words; what went wrong is asked for
 * instead.
 *
 * <p>Lifecycle thread only, but for what it runs on the plugin's threads.
 */
final class BotPluginAdapter extends Plugin {

    private static final Logger log = LoggerFactory.getLogger(BotPluginAdapter.class);

    private final PluginJar jar;
    private final ClassLoader loader;
    private final PluginThreads threads;
    private final OwnedTimers timers;
    private final OwnedContext context;
    private final PluginHostOptions options;
    private final StopBudget budget;

    private final CompletableFuture<String> start = new CompletableFuture<>();
    private volatile @Nullable BotPlugin plugin;
    /** Null only once all of {@link #start()} went well. */
    private @Nullable StartFailure failure = new StartFailure("was not started", null);

    private List<String> lingering = List.of();

    BotPluginAdapter(
            PluginJar jar,
            ClassLoader loader,
            PluginThreads threads,
            OwnedTimers timers,
            OwnedContext context,
            PluginHostOptions options,
            StopBudget budget) {
        this.jar = jar;
        this.loader = loader;
        this.threads = threads;
        this.timers = timers;
        this.context = context;
        this.options = options;
        this.budget = budget;
    }

    ClassLoader loader() {
        return loader;
    }

    PluginJar jar() {
        return jar;
    }

    Registrations registrations() {
        return context.registrations();
    }

    OwnedServices services() {
        return context.services();
    }

    /** Completes when none of its jobs runs any more; to be asked once it was told that it is stopping. */
    CompletionStage<Void> jobsDrained() {
        return context.jobs().drained();
    }

    /** Its section of the configuration has changed. */
    CompletionStage<SettingsChange> settingsChanged() {
        return context.settings().changed();
    }

    int handlers() {
        return registrations().size();
    }

    int commands() {
        return registrations().commands().size();
    }

    int timers() {
        return timers.waiting();
    }

    int threads() {
        return threads.alive().size();
    }

    Usage usage() {
        return threads.usage();
    }

    /** Why it did not start, after {@link #start()}; null if it did. */
    @Nullable
    StartFailure failure() {
        return failure;
    }

    /** The threads that did not end, after {@link #stop()}; empty if all did. */
    List<String> lingering() {
        return lingering;
    }

    /** Ends the waiting for a start that has not ended. Any thread. */
    void cutStart(String reason) {
        start.complete(reason);
    }

    @Override
    public void start() {
        Duration deadline = budget.grant(options.enableDeadline());
        Timers.Timer late = timers.after(deadline, () -> start.complete(StepThread.late("onEnable", deadline)));
        StepThread steps = threads.steps();
        try {
            try {
                steps.run(start, this::enable);
            } finally {
                steps.end();
            }
            failure = null;
        } catch (ExecutionException e) {
            failure = StartFailure.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            failure = StartFailure.of(e);
        } catch (InterruptedException e) {
            // The host is being stopped; its lifecycle thread still has the stopping to do.
            failure = new StartFailure("the host stopped before the plugin had started", null);
        } finally {
            late.cancel();
        }
    }

    private void enable() throws Throwable {
        BotPlugin made = Instantiation.of("Plugin-Class", jar.pluginClass(), BotPlugin.class, loader);
        plugin = made;
        context.questions(); // Any message can be asked back, without a word to the context.
        made.onEnable(context);
        jar.extensions().forEach(this::addExtension);
        if (registrations().isEmpty() && context.jobs().size() == 0) {
            log.warn(
                    "plugin registered nothing plugin={} hint=\"nothing in onEnable and no extension index: a build that"
                            + " names its annotation processors, or runs on JDK 23 or later without -proc:full, skips"
                            + " the one of PF4J\"",
                    jar.id());
        }
    }

    private void addExtension(String className) {
        try {
            MessageHandler handler = Instantiation.of("@Extension", className, MessageHandler.class, loader);
            context.onMessage(handler);
        } catch (UnusableClassException e) {
            log.warn("extension skipped plugin={} reason={}", jar.id(), e.getMessage());
        } catch (Throwable e) {
            log.warn("extension skipped plugin={} class={}", jar.id(), className, e);
        }
    }

    @Override
    public void stop() {
        timers.close();
        BotPlugin enabled = failure == null ? plugin : null;
        StepThread steps = threads.steps();
        if (enabled != null) {
            step(steps, "onDisable", enabled::onDisable);
        }
        context.close();
        step(steps, "closing what the plugin manages", context.managed()::closeAll);
        step(steps, "closing its services", context.services()::closeAll);
        step(steps, "deregistering its JDBC drivers", () -> PluginRuntime.sweepDrivers(loader));
        plugin = null;
        try {
            steps.end();
            lingering = threads.end(budget.grant(options.disableDeadline()));
        } catch (InterruptedException e) {
            lingering = List.of("not waited for: the host was interrupted");
        }
    }

    private void step(StepThread steps, String name, StepThread.Step step) {
        Duration deadline = budget.grant(options.disableDeadline());
        try {
            steps.run(name, deadline, step);
        } catch (ExecutionException e) {
            log.warn("plugin failed while stopping plugin={} step={}", jar.id(), name, e.getCause());
        } catch (TimeoutException e) {
            log.warn("plugin was too slow while stopping plugin={} reason={}", jar.id(), e.getMessage());
        } catch (InterruptedException e) {
            log.warn("stopping was cut short plugin={} step={}", jar.id(), name);
        }
    }
}
