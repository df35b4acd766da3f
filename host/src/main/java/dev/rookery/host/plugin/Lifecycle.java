package dev.rookery.host.plugin;

import dev.rookery.host.guard.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of a plugin's life, one plugin at a time: load, enable, publish; take out or hold, drain, disable, unload.
 * Lifecycle thread only, but for what says so.
 */
final class Lifecycle {

    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private final PluginHostOptions options;
    private final Assembly assembly;
    private final Messaging messaging;
    private final HandlerRegistry registry;
    private final StatusBoard board;
    private final StopBudget budget;
    private final Containment containment;
    private final LeakWatch leaks;
    private final WorkCopies copies;
    private final PluginRuntime runtime;

    /** In the order in which they were started. */
    private final Map<String, LoadedPlugin> running = new LinkedHashMap<>();

    private final Map<String, HandlerGate> gates = new HashMap<>();
    private final Map<String, Integer> lives = new ConcurrentHashMap<>();
    private volatile Map<String, LoadedPlugin> snapshot = Map.of();
    private volatile @Nullable LoadedPlugin starting;

    Lifecycle(
            PluginHostOptions options,
            Assembly assembly,
            Messaging messaging,
            HandlerRegistry registry,
            StatusBoard board,
            StopBudget budget,
            Containment containment,
            LeakWatch leaks) {
        this.options = options;
        this.assembly = assembly;
        this.messaging = messaging;
        this.registry = registry;
        this.board = board;
        this.budget = budget;
        this.containment = containment;
        this.leaks = leaks;
        this.copies = new WorkCopies(options.workDirectory(), WorkCopies.MOST_LIBRARY_BYTES);
        this.runtime = new PluginRuntime(options.workDirectory());
    }

    /** Makes the work directory ready. */
    void prepare() throws IOException {
        copies.prepare();
        containment.begin();
    }

    /** What runs, by id; a snapshot for any thread. */
    Map<String, LoadedPlugin> plugins() {
        return snapshot;
    }

    /** What every plugin has come to that has run since the host was started. Any thread. */
    List<PluginFigures> figures() {
        return containment.tallied().stream().map(this::figures).toList();
    }

    private PluginFigures figures(String id) {
        LoadedPlugin plugin = snapshot.get(id);
        return new PluginFigures(
                id,
                containment.tally(id),
                plugin == null ? 0 : plugin.plugin().threads(),
                plugin == null ? Usage.NONE : plugin.plugin().usage());
    }

    /** The jars of what runs, by id. */
    Map<String, PluginJar> jars() {
        Map<String, PluginJar> jars = new LinkedHashMap<>();
        running.forEach((id, plugin) -> jars.put(id, plugin.jar()));
        return jars;
    }

    /** Former lives of a plugin that stay in memory; for any thread. */
    List<PluginLeak> leaks(String id) {
        return leaks.leaks().stream().filter(leak -> leak.id().equals(id)).toList();
    }

    /** How often a plugin was started; for any thread. */
    int lives(String id) {
        return lives.getOrDefault(id, 0);
    }

    boolean runs(String id) {
        return running.containsKey(id);
    }

    /** A plugin that runs. */
    LoadedPlugin get(String id) {
        LoadedPlugin plugin = running.get(id);
        if (plugin == null) {
            throw new IllegalStateException("plugin " + id + " does not run");
        }
        return plugin;
    }

    /** The given plugins and all that need them or would like to have them, what was started last first. */
    List<String> withDependents(Collection<String> ids) {
        List<String> found = running.keySet().stream().filter(ids::contains).collect(Collectors.toList());
        for (LoadedPlugin plugin : running.values()) { // started after what it depends on
            boolean depends = plugin.jar().dependencies().stream().anyMatch(other -> found.contains(other.id()));
            if (depends && !found.contains(plugin.id())) {
                found.add(plugin.id());
            }
        }
        List<String> order = running.keySet().stream().filter(found::contains).collect(Collectors.toList());
        Collections.reverse(order);
        return order;
    }

    /** What a plugin needs and has not got; empty if nothing. */
    String missing(PluginJar jar) {
        return jar.dependencies().stream()
                .filter(dependency -> !dependency.optional() && !runs(dependency.id()))
                .map(dependency -> "needs plugin " + dependency + ", which did not start")
                .collect(Collectors.joining("; "));
    }

    /**
     * Copies a jar and loads its class aside.
     *
     * @return the copy
     * @throws IOException if it cannot be read or copied
     * @throws UnusableClassException if its class is no plugin
     * @throws LinkageError if its class cannot be linked
     */
    LoadedPlugin.Origin prepare(PluginJar jar) throws IOException, UnusableClassException {
        LoadedPlugin.Origin.Copy copy = copies.copy(jar);
        try {
            runtime.check(jar, copy);
            return copy;
        } catch (IOException | UnusableClassException | RuntimeException | LinkageError e) {
            discard(copy);
            throw e;
        }
    }

    /** Copies a jar; on any thread. */
    LoadedPlugin.Origin copy(PluginJar jar) throws IOException {
        return copies.copy(jar);
    }

    /** Deletes what a plugin was or would have been loaded from. */
    void discard(LoadedPlugin.Origin origin) {
        if (origin instanceof LoadedPlugin.Origin.Copy copy) {
            copies.delete(copy);
        }
    }

    /**
     * Loads and enables a plugin; it is not heard yet.
     *
     * @return why it did not start, and then nothing of it is left; empty if it runs
     */
    Optional<StartFailure> start(PluginJar jar, LoadedPlugin.Origin origin) {
        LoadedPlugin loaded;
        try {
            HandlerGate gate = gate(jar.id());
            loaded = runtime.load(jar, origin, loader -> assembly.life(jar, origin, loader, gate));
        } catch (RuntimeException e) {
            return Optional.of(StartFailure.of(e));
        }
        running.put(jar.id(), loaded);
        starting = loaded;
        runtime.start(loaded);
        starting = null;
        containment.restoreShared(jar.id(), "onEnable");
        StartFailure failure = loaded.plugin().failure();
        if (failure == null) {
            lives.merge(jar.id(), 1, Integer::sum);
            snapshot = Map.copyOf(running);
            return Optional.empty();
        }
        unload(jar.id());
        String lingering = lingering(loaded.plugin());
        return Optional.of(
                lingering.isEmpty() ? failure : new StartFailure(failure.reason() + "; " + lingering, failure.cause()));
    }

    /** Ends the waiting for a plugin, if it is being started. Any thread. */
    void cutStart(String id, String reason) {
        LoadedPlugin now = starting;
        if (now != null && now.id().equals(id)) {
            now.plugin().cutStart(reason);
        }
    }

    /** Lets plugins that run be heard, all at once, and gives them what was kept back for them. */
    void publish(Collection<String> ids) {
        registry.activate(
                ids.stream().map(id -> get(id).plugin().registrations()).toList());
        for (String id : ids) {
            LoadedPlugin plugin = get(id);
            plugin.plugin().services().activated(); // First: answers to its questions may be kept back, too.
            gate(id).open();
            board.report(plugin.jar().status(PluginState.ACTIVE, ""));
        }
    }

    private HandlerGate gate(String id) {
        return gates.computeIfAbsent(id, made -> new HandlerGate());
    }

    /**
     * Keeps back what comes for a plugin that is about to be loaded anew.
     *
     * @return completes when no handler of it runs
     */
    CompletionStage<?> hold(String id) {
        registry.freeze(id);
        return gate(id).pause().thenCombine(jobs(id), (handlers, jobs) -> true);
    }

    /**
     * Takes a plugin's handlers out.
     *
     * @return completes when none of them runs and none waits for one
     */
    CompletionStage<?> takeOut(String id) {
        registry.deactivate(id);
        return messaging.drained(id).thenCombine(jobs(id), (handlers, jobs) -> true);
    }

    /** Lets its services know that it is stopping; completes when none of its jobs runs. */
    private CompletionStage<Void> jobs(String id) {
        BotPluginAdapter plugin = get(id).plugin();
        plugin.services().stopping();
        return plugin.jobsDrained();
    }

    void takeOutAll() {
        registry.deactivateAll();
    }

    /** Lets go what was kept back for a plugin that does not run after all. */
    void release(String id) {
        registry.deactivate(id);
        HandlerGate gate = gates.remove(id);
        if (gate != null) {
            gate.close();
        }
    }

    /**
     * Takes one plugin to its end, but for what it was loaded from. What depends on it must have ended before, and it
     * must have been held or taken out.
     *
     * @param quiet completes when no handler of it runs
     * @return what it was; its threads that do not end are told in the plugin's status
     */
    LoadedPlugin end(String id, CompletionStage<?> quiet) {
        LoadedPlugin ending = get(id);
        board.report(ending.jar().status(PluginState.STOPPING, ""));
        drain(id, quiet);
        unload(id);
        containment.restoreShared(id, "onDisable");
        String lingering = lingering(ending.plugin());
        board.report(ending.jar().status(lingering.isEmpty() ? PluginState.STOPPED : PluginState.ZOMBIE, lingering));
        return ending;
    }

    private void drain(String id, CompletionStage<?> quiet) {
        Duration deadline = budget.grant(options.drainDeadline());
        try {
            quiet.toCompletableFuture().get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.warn("plugin is stopped although handlers still run plugin={} waited={}", id, deadline);
        } catch (ExecutionException e) {
            log.warn("waiting for running handlers failed plugin={}", id, e.getCause());
        } catch (InterruptedException e) {
            log.warn("waiting for running handlers was cut short plugin={}", id);
        }
    }

    private void unload(String id) {
        LoadedPlugin ending = running.remove(id);
        snapshot = Map.copyOf(running);
        if (ending == null) {
            return;
        }
        runtime.unload(ending);
        RecordMemory.forget();
        leaks.watch(ending.jar(), ending.plugin().loader());
    }

    private static String lingering(BotPluginAdapter plugin) {
        return plugin.lingering().isEmpty() ? "" : "threads that do not end: " + String.join(", ", plugin.lingering());
    }
}
