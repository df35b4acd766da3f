package dev.rookery.host.plugin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a {@link Deployment} out. A new jar is copied and load-checked before the old one stops; what depends on a
 * plugin stops before it and starts again behind it; messages for those that come back wait meanwhile; and a new jar
 * that does not start leaves its place to the old copy. Made for one deployment. Lifecycle thread only.
 */
final class Rollout {

    private static final Logger log = LoggerFactory.getLogger(Rollout.class);

    private final Lifecycle lifecycle;
    private final StatusBoard board;
    private final Map<String, String> failed;
    private final BooleanSupplier stopping;

    private final Map<String, LoadedPlugin.Origin> prepared = new HashMap<>();
    private final Map<String, LoadedPlugin> former = new LinkedHashMap<>();
    private final Map<String, String> notes = new HashMap<>();
    private final List<String> started = new ArrayList<>();

    /**
     * Prepares.
     *
     * @param failed the jars that did not start, by their ids and SHA-256: such a jar is not tried again by itself
     * @param stopping whether the host stops, and nothing more is to be started
     */
    Rollout(Lifecycle lifecycle, StatusBoard board, Map<String, String> failed, BooleanSupplier stopping) {
        this.lifecycle = lifecycle;
        this.board = board;
        this.failed = failed;
        this.stopping = stopping;
    }

    void carryOut(Deployment deployment) {
        notes.putAll(deployment.notes());
        Set<String> outgoing = new LinkedHashSet<>(deployment.outgoing());
        prepare(deployment.order(), outgoing);
        copyFresh(deployment.order());
        List<String> ending = lifecycle.withDependents(outgoing);
        Map<String, PluginJar> wanted = new LinkedHashMap<>();
        deployment.order().forEach(jar -> wanted.put(jar.id(), jar));
        end(ending, wanted.keySet());
        for (PluginJar jar : wanted.values()) {
            if (!lifecycle.runs(jar.id()) && !stopping.getAsBoolean()) {
                start(jar, outgoing);
            }
        }
        if (!started.isEmpty()) {
            lifecycle.publish(started);
        }
        ending.stream().filter(id -> !lifecycle.runs(id)).forEach(lifecycle::release);
        former.values().forEach(this::discardIfUnused);
        prepared.values().forEach(lifecycle::discard);
        notes.forEach(this::tell);
    }

    private void tell(String id, String note) {
        if (lifecycle.runs(id)) {
            board.report(lifecycle.get(id).jar().status(PluginState.ACTIVE, note));
        }
    }

    /** Looks into the new jars of plugins that run; those that cannot be loaded replace nothing. */
    private void prepare(List<PluginJar> order, Set<String> outgoing) {
        for (PluginJar jar : order) {
            if (!outgoing.contains(jar.id()) || jar.isOfClass()) {
                continue;
            }
            if (jar.sha256().equals(failed.get(jar.id()))) {
                outgoing.remove(jar.id());
                continue;
            }
            try {
                // What it depends on may be about to change with it; then only the start tells.
                boolean alone = jar.dependencies().stream().noneMatch(other -> outgoing.contains(other.id()));
                prepared.put(jar.id(), alone ? lifecycle.prepare(jar) : lifecycle.copy(jar));
            } catch (IOException | UnusableClassException | RuntimeException | LinkageError e) {
                outgoing.remove(jar.id());
                notUsed(jar, lifecycle.get(jar.id()).jar(), StartFailure.ofLoading(e));
            }
        }
    }

    /**
     * Copies the jars of plugins that are new, several at a time; one that cannot be copied is told when its turn
     * comes.
     */
    private void copyFresh(List<PluginJar> order) {
        Map<String, LoadedPlugin.Origin> copied = new ConcurrentHashMap<>();
        order.parallelStream().filter(this::isFresh).forEach(jar -> {
            try {
                copied.put(jar.id(), lifecycle.copy(jar));
            } catch (IOException | RuntimeException e) {
                log.debug("not copied ahead plugin={} reason={}", jar.id(), e.toString());
            }
        });
        prepared.putAll(copied);
    }

    private boolean isFresh(PluginJar jar) {
        return !lifecycle.runs(jar.id()) && !jar.sha256().equals(failed.get(jar.id())) && !stopping.getAsBoolean();
    }

    private void notUsed(PluginJar jar, PluginJar old, StartFailure failure) {
        failed.put(jar.id(), jar.sha256());
        notes.put(jar.id(), "the new jar is not used: " + failure.reason() + "; the old copy goes on");
        if (!jar.file().equals(old.file())) {
            board.report(jar.status(PluginState.FAILED, failure.reason()));
        }
    }

    private void end(List<String> ending, Set<String> wanted) {
        Map<String, CompletionStage<?>> quiet = new HashMap<>();
        for (String id : ending) {
            quiet.put(id, wanted.contains(id) ? lifecycle.hold(id) : lifecycle.takeOut(id));
        }
        for (String id : ending) {
            former.put(id, lifecycle.end(id, Objects.requireNonNull(quiet.get(id))));
        }
    }

    private void start(PluginJar jar, Set<String> outgoing) {
        LoadedPlugin before = former.get(jar.id());
        if (before == null) {
            startFresh(jar);
        } else if (outgoing.contains(jar.id())) {
            replace(jar, before);
        } else {
            attempt(before.jar(), before.origin()).ifPresent(this::report);
        }
    }

    private void startFresh(PluginJar jar) {
        if (jar.sha256().equals(failed.get(jar.id()))) {
            return;
        }
        LoadedPlugin.Origin copied = prepared.remove(jar.id());
        LoadedPlugin.Origin copy;
        try {
            copy = copied == null ? lifecycle.copy(jar) : copied;
        } catch (IOException | RuntimeException e) {
            report(new Refusal(jar, PluginState.FAILED, StartFailure.ofLoading(e)));
            return;
        }
        attempt(jar, copy).ifPresent(refusal -> {
            lifecycle.discard(copy);
            lifecycle.release(jar.id());
            report(refusal);
        });
    }

    private void replace(PluginJar jar, LoadedPlugin before) {
        LoadedPlugin.Origin next = prepared.remove(jar.id());
        Optional<Refusal> refused = attempt(jar, next == null ? before.origin() : next);
        if (refused.isEmpty()) {
            return;
        }
        Refusal refusal = refused.get();
        if (next == null) {
            report(refusal);
            return;
        }
        lifecycle.discard(next);
        notUsed(jar, before.jar(), refusal.failure());
        log.error(
                "new jar does not start plugin={} reason={}",
                jar.id(),
                refusal.failure().reason(),
                refusal.failure().cause());
        attempt(before.jar(), before.origin()).ifPresent(this::report);
    }

    /** What came of trying to start a plugin, if it does not run. */
    private record Refusal(PluginJar jar, PluginState state, StartFailure failure) {}

    private Optional<Refusal> attempt(PluginJar jar, LoadedPlugin.Origin origin) {
        String missing = lifecycle.missing(jar);
        if (!missing.isEmpty()) {
            return Optional.of(new Refusal(jar, PluginState.BLOCKED, new StartFailure(missing, null)));
        }
        board.report(jar.status(PluginState.STARTING, ""));
        Optional<StartFailure> failure = lifecycle.start(jar, origin);
        if (failure.isPresent()) {
            return Optional.of(new Refusal(jar, PluginState.FAILED, failure.get()));
        }
        failed.remove(jar.id(), jar.sha256());
        started.add(jar.id());
        if (former.isEmpty()) {
            // Nothing is kept back for others of them, so nobody has to wait for the last.
            lifecycle.publish(started);
            started.clear();
        }
        return Optional.empty();
    }

    private void report(Refusal refusal) {
        if (refusal.state() == PluginState.FAILED) {
            failed.put(refusal.jar().id(), refusal.jar().sha256());
        }
        board.report(
                refusal.jar().status(refusal.state(), refusal.failure().reason()),
                refusal.failure().cause());
    }

    private void discardIfUnused(LoadedPlugin before) {
        boolean used = lifecycle.runs(before.id())
                && lifecycle.get(before.id()).origin().equals(before.origin());
        if (!used) {
            lifecycle.discard(before.origin());
        }
    }
}
