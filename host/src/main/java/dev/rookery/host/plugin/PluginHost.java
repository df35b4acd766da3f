package dev.rookery.host.plugin;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.HostInfo;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.api.text.Texts;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.guard.Quarantine;
import dev.rookery.host.text.BundledTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds plugin jars, brings them to life and lays them to rest. All of it happens on one lifecycle thread, one plugin
 * and one step at a time: load, enable, publish; take out, drain, disable, unload. The way of a message never comes
 * here: it reads the immutable handler table that was published last. A plugin that fails at any step is reported with
 * its reason and leaves nothing behind; its neighbours do not notice.
 *
 * <p>Methods may be called on any thread that may block.
 */
public final class PluginHost {

    /** How much longer than its own deadline {@link #stop()} waits for the lifecycle thread before it gives up. */
    public static final Duration STOP_MARGIN = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginHostOptions options;
    private final PluginServices services;
    private final Containment containment;
    private final Messaging messaging;
    private final HostOwner self;
    private final CommandCatalog catalog;
    private final HandlerRegistry registry;
    private final HostInfo hostInfo;
    private final Workload workload = new Workload();
    private final StopBudget budget = new StopBudget();
    private final ExecutorService lifecycle = Executors.newSingleThreadExecutor(PluginHost::lifecycleThread);

    private @Nullable Future<?> starting;
    private volatile boolean stopping;
    private volatile List<PluginStatus> statuses = List.of();

    // What follows belongs to the lifecycle thread.
    private final WorkCopies copies;
    private final PluginRuntime runtime;
    private final Map<String, Loaded> loaded = new LinkedHashMap<>();
    private final Map<Path, PluginStatus> statusByFile = new TreeMap<>();

    /** A plugin that is loaded, and the file it was loaded from; none if it came from the class path. */
    private record Loaded(BotPluginAdapter plugin, @Nullable Path copy) {}

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
        this.services = services;
        this.containment = Containment.of(services, options.dataDirectory());
        this.messaging = messaging;
        this.self = new HostOwner(options.queue(), workload);
        this.catalog = new CommandCatalog(services.timers(), services.commandGate(), messaging::account);
        this.registry = new HandlerRegistry(messaging::publish, catalog, self.owner());
        this.hostInfo = new Info(services, registry);
        this.copies = new WorkCopies(options.workDirectory(), WorkCopies.MOST_LIBRARY_BYTES);
        this.runtime = new PluginRuntime(options.workDirectory());
    }

    private record Info(PluginServices services, HandlerRegistry registry) implements HostInfo {
        @Override
        public String version() {
            return services.version();
        }

        @Override
        public Instant startedAt() {
            return services.startedAt();
        }

        @Override
        public List<PluginInfo> plugins() {
            return registry.plugins();
        }
    }

    private static Thread lifecycleThread(Runnable task) {
        Thread thread = new Thread(task, "plugin-lifecycle");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Loads and enables every jar of the plugin directory that can be, in the order of their dependencies.
     *
     * @return what became of each, sorted by file
     * @throws IOException if the plugin directory cannot be read or the work directory cannot be written
     * @throws IllegalStateException if it was started before
     */
    public List<PluginStatus> start() throws IOException {
        Future<?> task;
        synchronized (this) {
            if (stopping) {
                return statuses;
            }
            if (starting != null) {
                throw new IllegalStateException("a plugin host starts once");
            }
            task = lifecycle.submit(() -> {
                startAll();
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
        return statuses;
    }

    /**
     * Enables a plugin of the class path beside those of the directory, in the loader that its class has: for test
     * kits, which need no jar. It lives and stops as any other.
     *
     * @param info who it is
     * @param type the class that a jar's manifest would name
     * @return what became of it, with the class's name for a file; completes on the lifecycle thread
     * @throws java.util.concurrent.RejectedExecutionException if the host was stopped
     */
    public CompletionStage<PluginStatus> enable(PluginInfo info, Class<? extends BotPlugin> type) {
        PluginJar plugin = PluginJar.ofClass(info, type);
        return CompletableFuture.supplyAsync(
                () -> {
                    if (loaded.containsKey(plugin.id())) {
                        throw new IllegalStateException("plugin " + plugin.id() + " runs (expected: another id)");
                    }
                    enable(plugin, () -> new Loaded(adapter(plugin, ownedBy(type.getClassLoader())), null));
                    return Objects.requireNonNull(statusByFile.get(plugin.file()));
                },
                lifecycle);
    }

    /** A loader that tells the threads of this life of a plugin from all others. */
    private static ClassLoader ownedBy(ClassLoader parent) {
        return new ClassLoader("plugin", parent) {};
    }

    /**
     * Completes when the plugins' pools have nothing left to do: all that was heard is handled, all stages of sends are
     * told, no timer's job runs. Work on threads that plugins started themselves is not known here.
     */
    public CompletionStage<Void> idle() {
        return workload.idle();
    }

    /**
     * What became of each plugin jar, sorted by file.
     *
     * @return a snapshot
     */
    public List<PluginStatus> plugins() {
        return statuses;
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
        Future<?> task;
        synchronized (this) {
            if (stopping) {
                return;
            }
            stopping = true;
            budget.limit(atMost);
            if (starting != null) {
                starting.cancel(true);
            }
            task = lifecycle.submit(this::stopAll);
        }
        try {
            task.get(atMost.plus(STOP_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.error("plugins did not stop in time, going on without them deadline={}", atMost);
        } catch (ExecutionException e) {
            log.error("plugins did not stop in order", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lifecycle.shutdownNow();
        }
    }

    private void startAll() throws IOException {
        copies.prepare();
        PluginCatalog found = PluginCatalog.scan(options.directory());
        found.warnings().forEach(warning -> log.warn("plugin warning {}", warning));
        found.statuses().forEach(this::report);
        for (PluginJar jar : found.plan()) {
            if (stopping) {
                return;
            }
            enable(jar);
        }
    }

    private void enable(PluginJar jar) {
        String missing = jar.dependencies().stream()
                .filter(dependency -> !dependency.optional() && !loaded.containsKey(dependency.id()))
                .map(dependency -> "needs plugin " + dependency + ", which did not start")
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            report(jar.status(PluginState.BLOCKED, missing));
            return;
        }
        enable(jar, () -> load(jar));
    }

    private interface Loading {
        Loaded load() throws IOException;
    }

    private void enable(PluginJar jar, Loading loading) {
        Optional<Quarantine.Entry> kept = containment.quarantine().of(jar.id(), jar.sha256());
        if (kept.isPresent()) {
            report(jar.status(
                    PluginState.QUARANTINED,
                    kept.get().reason() + " (since " + kept.get().since() + ")"));
            return;
        }
        report(jar.status(PluginState.STARTING, ""));
        Loaded entry;
        try {
            entry = loading.load();
        } catch (IOException | RuntimeException e) {
            report(jar.status(PluginState.FAILED, StartFailure.of(e).reason()), e);
            return;
        }
        loaded.put(jar.id(), entry);
        BotPluginAdapter plugin = entry.plugin();
        if (entry.copy() == null) {
            plugin.start();
        } else {
            runtime.start(jar.id());
        }
        containment.restoreShared(jar.id(), "onEnable");
        StartFailure failure = plugin.failure();
        if (failure == null) {
            registry.activate(plugin.registrations());
            plugin.services().activated();
            report(jar.status(PluginState.ACTIVE, ""));
        } else {
            unload(jar.id());
            String lingering = lingering(plugin);
            report(
                    jar.status(
                            PluginState.FAILED,
                            lingering.isEmpty() ? failure.reason() : failure.reason() + "; " + lingering),
                    failure.cause());
        }
    }

    private Loaded load(PluginJar jar) throws IOException {
        Path copy = copies.copy(jar);
        try {
            return new Loaded(runtime.load(jar.id(), copy, loader -> adapter(jar, loader)), copy);
        } catch (RuntimeException e) {
            copies.delete(copy);
            throw e;
        }
    }

    private BotPluginAdapter adapter(PluginJar jar, ClassLoader loader) {
        PluginGuard guard = new PluginGuard(jar.id(), containment, new FateOf(jar));
        PluginThreads threads =
                new PluginThreads(jar.id(), loader, options.threads(), options.queue(), guard, workload);
        OwnedTimers timers = new OwnedTimers(services.timers());
        Path dataDirectory = options.dataDirectory().resolve(jar.id());
        PluginOwner owner = new PluginOwner(jar.info(), dataDirectory, loader, threads.owner(), timers);
        Texts texts = BundledTexts.beside(jar.id(), jar.pluginClass(), loader, messaging.languages());
        Registrations registrations = new Registrations(
                jar.info(),
                owner.threads(),
                catalog.of(jar.id(), texts, owner.threads().sentry()::failed),
                registry::changed);
        OwnedContext context = new OwnedContext(hostInfo, owner, services, messaging, catalog, texts, registrations);
        return new BotPluginAdapter(jar, loader, threads, timers, context, options, budget);
    }

    /**
     * Carries out what a plugin's guard has decided, on the lifecycle thread, as long as it is about this life of it.
     */
    private final class FateOf implements PluginGuard.Fate {

        private final PluginJar jar;

        FateOf(PluginJar jar) {
            this.jar = jar;
        }

        @Override
        public void degraded(String reason) {
            whileLoaded(() -> report(jar.status(PluginState.DEGRADED, reason)));
        }

        @Override
        public void recovered() {
            whileLoaded(() -> report(jar.status(PluginState.ACTIVE, "")));
        }

        @Override
        public void hopeless(String reason) {
            whileLoaded(() -> {
                Instant now = containment.timers().instant();
                containment.quarantine().put(new Quarantine.Entry(jar.id(), jar.sha256(), now, reason));
                disable(jar.id());
                report(jar.status(PluginState.QUARANTINED, reason));
            });
        }

        @SuppressWarnings("ReferenceEquality") // Another life of the same jar is another plugin.
        private void whileLoaded(Runnable step) {
            try {
                lifecycle.execute(() -> {
                    Loaded entry = loaded.get(jar.id());
                    if (entry != null && entry.plugin().jar() == jar) {
                        step.run();
                    }
                });
            } catch (RejectedExecutionException stopped) {
                log.debug("the host has stopped, nothing is done about a plugin plugin={}", jar.id());
            }
        }
    }

    private void stopAll() {
        registry.deactivateAll();
        loaded.values().forEach(entry -> entry.plugin().services().stopping());
        self.close();
        List<String> lastFirst = new ArrayList<>(loaded.keySet());
        Collections.reverse(lastFirst);
        lastFirst.forEach(this::disable);
    }

    /** Takes one plugin to its end. What depends on it must have been disabled before. */
    private void disable(String id) {
        Loaded entry = loaded.get(id);
        if (entry == null) {
            return;
        }
        BotPluginAdapter plugin = entry.plugin();
        report(plugin.jar().status(PluginState.STOPPING, ""));
        registry.deactivate(id);
        plugin.services().stopping();
        drain(id, plugin.jobsDrained());
        unload(id);
        containment.restoreShared(id, "onDisable");
        String lingering = lingering(plugin);
        report(plugin.jar().status(lingering.isEmpty() ? PluginState.STOPPED : PluginState.ZOMBIE, lingering));
    }

    private void drain(String id, CompletionStage<Void> jobs) {
        Duration deadline = budget.grant(options.drainDeadline());
        try {
            messaging
                    .drained(id)
                    .thenCombine(jobs, (handlers, done) -> true)
                    .toCompletableFuture()
                    .get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.warn("plugin is stopped although handlers still run plugin={} waited={}", id, deadline);
        } catch (ExecutionException e) {
            log.warn("waiting for running handlers failed plugin={}", id, e.getCause());
        } catch (InterruptedException e) {
            log.warn("waiting for running handlers was cut short plugin={}", id);
        }
    }

    private void unload(String id) {
        Loaded entry = loaded.remove(id);
        if (entry == null) {
            return;
        }
        Path copy = entry.copy();
        if (copy == null) {
            entry.plugin().stop();
        } else {
            runtime.unload(id);
            copies.delete(copy);
        }
    }

    private static String lingering(BotPluginAdapter plugin) {
        return plugin.lingering().isEmpty() ? "" : "threads that do not end: " + String.join(", ", plugin.lingering());
    }

    private void report(PluginStatus status) {
        report(status, null);
    }

    /** Puts down and logs what became of a plugin; with the stack, where a fault of the plugin's made it so. */
    private void report(PluginStatus status, @Nullable Throwable cause) {
        statusByFile.put(status.file(), status);
        statuses = List.copyOf(statusByFile.values());
        switch (status.state()) {
            case ACTIVE, STOPPED ->
                log.info(
                        "plugin {} plugin={} version={}",
                        status.state() == PluginState.ACTIVE ? "started" : "stopped",
                        status.id(),
                        status.version());
            case INVALID, INCOMPATIBLE, BLOCKED, FAILED, QUARANTINED, ZOMBIE ->
                log.error(
                        "plugin not usable file={} state={} reason={}",
                        status.file().getFileName(),
                        status.state(),
                        status.reason(),
                        cause);
            default -> log.debug("plugin state plugin={} state={}", status.id(), status.state());
        }
    }
}
