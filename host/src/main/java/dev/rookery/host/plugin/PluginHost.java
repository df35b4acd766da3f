package dev.rookery.host.plugin;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.time.Timers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds plugin jars, brings them to life and lays them to rest, also while messages flow: a jar that is dropped into
 * the directory, replaced or deleted there is noticed within five seconds. All of it happens on one lifecycle thread,
 * one plugin and one step at a time. The way of a message never comes here: it reads the immutable handler table that
 * was published last. A plugin that fails at any step is reported with its reason and leaves nothing behind; its
 * neighbours do not notice.
 *
 * <p>{@link #start} and {@link #stop} may be called on any thread that may block, everything else on any thread: what
 * takes time answers with a stage that completes on the lifecycle thread, exceptionally with
 * {@link PluginOperationException} when it cannot be done. Whoever reloads, disables or removes a plugin that is still
 * being started ends its start.
 */
public final class PluginHost {

    /** How much longer than its own deadline {@link #stop()} waits for the lifecycle thread before it gives up. */
    public static final Duration STOP_MARGIN = Duration.ofMillis(500);

    private static final String NOT_WAITED_FOR = "the operator did not wait for onEnable to return";

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginHostOptions options;
    private final Timers timers;
    private final HostOwner self;
    private final HandlerRegistry registry;
    private final StatusBoard board;
    private final StopBudget budget = new StopBudget();
    private final Workload workload = new Workload();
    private final LifecycleThread thread = new LifecycleThread();
    private final Containment containment;
    private final LeakWatch leaks;
    private final Lifecycle lifecycle;
    private final PluginOperations operations;

    private @Nullable Future<?> starting;
    private Timers.@Nullable Timer nextLook;
    private volatile boolean stopping;

    /**
     * Prepares a host; nothing is read or started yet.
     *
     * @param options folders and bounds
     * @param dispatcher who is given the handlers, and through whom plugins speak
     * @param services what plugins are lent
     */
    public PluginHost(PluginHostOptions options, Dispatcher dispatcher, PluginServices services) {
        this(options, Messaging.through(dispatcher), services);
    }

    PluginHost(PluginHostOptions options, Messaging messaging, PluginServices services) {
        this.options = options;
        this.timers = services.timers();
        this.self = new HostOwner(options.queue(), workload);
        CommandCatalog catalog = new CommandCatalog(timers, services.scope(), messaging::account);
        this.registry = new HandlerRegistry(messaging::publish, catalog, self.owner());
        this.board = new StatusBoard(timers);
        this.containment = Containment.of(services, options.dataDirectory());
        this.leaks = new LeakWatch(timers, options.workDirectory());
        Assembly assembly = new Assembly(
                options,
                services,
                messaging,
                registry,
                catalog,
                new HostFacts(services, registry),
                budget,
                containment,
                workload,
                this::supervisorOf);
        this.lifecycle = new Lifecycle(options, assembly, messaging, registry, board, budget, containment, leaks);
        Exclusions exclusions = new Exclusions(options.dataDirectory(), containment.quarantine());
        this.operations = new PluginOperations(options, lifecycle, board, exclusions, () -> stopping);
    }

    private Supervisor supervisorOf(PluginJar jar) {
        return new LifecycleSupervisor(jar, thread, lifecycle, operations, board, timers);
    }

    /**
     * Loads and enables every jar of the plugin directory that can be, in the order of their dependencies, and watches
     * the directory from then on.
     *
     * @return what became of each, sorted by file
     * @throws IOException if the plugin directory cannot be read or the work directory cannot be written
     * @throws IllegalStateException if it was started before
     */
    public List<PluginStatus> start() throws IOException {
        Future<?> task;
        synchronized (this) {
            if (stopping) {
                return plugins();
            }
            if (starting != null) {
                throw new IllegalStateException("a plugin host starts once");
            }
            task = thread.submit(() -> {
                operations.start();
                lookAgain();
                return null;
            });
            starting = task;
        }
        try {
            task.get();
        } catch (CancellationException e) {
            log.info("plugin start was cut short, the host is stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("plugins could not be started", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return plugins();
    }

    /** The timer only wakes the lifecycle thread, and is set again when that has looked. */
    private synchronized void lookAgain() {
        if (!stopping) {
            nextLook = timers.after(
                    DropFolder.PERIOD,
                    () -> thread.execute(() -> {
                        try {
                            operations.look();
                        } finally { // whatever happened, the next look is another try
                            lookAgain();
                        }
                    }));
        }
    }

    /**
     * What became of each plugin jar, sorted by file.
     *
     * @return a snapshot
     */
    public List<PluginStatus> plugins() {
        return board.all();
    }

    /**
     * What every plugin has come to that has run since the host was started. Looks at all threads of the process for
     * each, so it is nothing for an event loop.
     *
     * @return sorted by id
     */
    public List<PluginFigures> figures() {
        return lifecycle.figures();
    }

    /**
     * All about one plugin, at once.
     *
     * @param id the plugin
     * @throws PluginOperationException if there is none
     */
    public PluginDetails details(String id) {
        return operations.details(id);
    }

    /**
     * What every operation waits for that is begun now: plugins that are being started or stopped, one at a time.
     *
     * @return empty if nothing is in the way
     */
    public Optional<PluginStatus> inTheWay() {
        return board.all().stream()
                .filter(status -> status.state() == PluginState.STARTING || status.state() == PluginState.STOPPING)
                .findFirst();
    }

    /**
     * Loads a plugin anew from its jar in the directory, and with it what depends on it. Its messages wait meanwhile.
     * If the jar does not start, the old copy goes on and the status says why. A plugin that failed is tried again.
     *
     * @param id the plugin
     * @return where it stands then
     */
    public CompletionStage<PluginStatus> reload(String id) {
        lifecycle.cutStart(id, NOT_WAITED_FOR);
        return thread.call(() -> operations.reload(id));
    }

    /**
     * Has plugins read their sections of the configuration again, on their own threads. One that did not start is tried
     * again.
     *
     * @param ids those whose sections have changed; others than those of plugins are left out
     * @return what became of each, when all of them have done so
     */
    public CompletionStage<Map<String, SettingsChange>> reconfigure(Collection<String> ids) {
        List<String> changed = List.copyOf(ids);
        return thread.call(() -> operations.reconfigure(changed)).thenCompose(asked -> asked);
    }

    /**
     * Switches a plugin on that was switched off or is in quarantine, for good.
     *
     * @param id the plugin
     * @return where it stands then
     */
    public CompletionStage<PluginStatus> enable(String id) {
        return thread.call(() -> operations.enable(id));
    }

    /**
     * Stops a plugin, and what depends on it, and does not start it again until it is enabled, also after a restart of
     * the host.
     *
     * @param id the plugin
     * @return where it stands then
     */
    public CompletionStage<PluginStatus> disable(String id) {
        lifecycle.cutStart(id, NOT_WAITED_FOR);
        return thread.call(() -> operations.disable(id));
    }

    /**
     * Copies a jar into the plugin directory, if it is in order, and starts it. A jar of the same plugin that lies
     * there is replaced.
     *
     * @param jar the file
     * @return where it stands then
     */
    public CompletionStage<PluginStatus> add(Path jar) {
        return thread.call(() -> operations.add(jar));
    }

    /**
     * Stops a plugin and deletes its jar from the plugin directory; its data stay.
     *
     * @param id the plugin
     * @return where it stood last
     */
    public CompletionStage<PluginStatus> remove(String id) {
        lifecycle.cutStart(id, NOT_WAITED_FOR);
        return thread.call(() -> operations.remove(id));
    }

    /**
     * Enables a plugin of the class path beside those of the directory, in the loader that its class has: for test
     * kits, which need no jar. It lives, is reloaded and stops as any other.
     *
     * @param info who it is
     * @param type the class that a jar's manifest would name
     * @return what became of it, with the class's name for a file
     */
    public CompletionStage<PluginStatus> enable(PluginInfo info, Class<? extends BotPlugin> type) {
        PluginJar plugin = PluginJar.ofClass(info, type);
        return thread.call(() -> operations.enable(plugin, type));
    }

    /**
     * Completes when the plugins' pools have nothing left to do: all that was heard is handled, all stages of sends are
     * told, no timer's job runs. Work on threads that plugins started themselves is not known here.
     */
    public CompletionStage<Void> idle() {
        return workload.idle();
    }

    /**
     * Plugins that were unloaded and stay in memory, with what holds them.
     *
     * @return those that are known; most are found within two minutes after they were unloaded
     */
    public List<PluginLeak> leaks() {
        return leaks.leaks();
    }

    /**
     * Finds out at once whether an unloaded plugin was left behind. Collects garbage and, if one was, looks through the
     * heap: for a developer who reloads, and for tests, also after the host has stopped.
     *
     * @return all leaks; empty if nothing was left behind
     */
    public CompletionStage<List<PluginLeak>> checkForLeaks() {
        return leaks.check();
    }

    /** Completes when all that was begun before has been done. */
    CompletionStage<List<PluginStatus>> settled() {
        return thread.call(this::plugins);
    }

    /**
     * Takes all handlers out, waits for those that run, disables and unloads every plugin, the last started first.
     * Returns within {@link PluginHostOptions#stopDeadline()} and half a second at the very most, whatever the plugins
     * do. Calling it again does nothing.
     */
    public void stop() {
        stop(options.stopDeadline());
    }

    /**
     * As {@link #stop()}, with another bound.
     *
     * @param atMost how long stopping all plugins may take; exceeded by half a second at the most
     */
    public void stop(Duration atMost) {
        stop(atMost, STOP_MARGIN);
    }

    /** With another margin. */
    void stop(Duration atMost, Duration margin) {
        Future<?> task;
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
            budget.limit(atMost);
            Optional.ofNullable(nextLook).ifPresent(Timers.Timer::cancel);
            if (starting != null) {
                starting.cancel(true);
            }
            task = thread.submit(() -> {
                operations.stopAll();
                return null;
            });
        }
        try {
            task.get(atMost.plus(margin).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.error("plugins did not stop in time, going on without them deadline={}", atMost);
        } catch (ExecutionException e) {
            log.error("plugins did not stop in order", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.end();
            self.close();
            leaks.close();
            containment.end();
        }
    }
}
