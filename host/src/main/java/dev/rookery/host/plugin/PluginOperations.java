package dev.rookery.host.plugin;

import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.host.guard.Quarantine;
import dev.rookery.host.guard.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link PluginHost} does on its lifecycle thread, and nowhere else. */
final class PluginOperations {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginHostOptions options;
    private final Lifecycle lifecycle;
    private final StatusBoard board;
    private final Exclusions exclusions;
    private final BooleanSupplier stopping;
    private final DropFolder folder;

    /** Jars that did not start, by id; each is tried once. */
    private final Map<String, String> failed = new HashMap<>();
    /** The jars of the directory by id, as they were last found in order; never changed, only replaced. */
    private volatile Map<String, PluginJar> known = Map.of();
    /** Why the directory could not be looked at the last time, told once; empty if it could. */
    private String trouble = "";

    PluginOperations(
            PluginHostOptions options,
            Lifecycle lifecycle,
            StatusBoard board,
            Exclusions exclusions,
            BooleanSupplier stopping) {
        this.options = options;
        this.lifecycle = lifecycle;
        this.board = board;
        this.exclusions = exclusions;
        this.stopping = stopping;
        this.folder = new DropFolder(options.directory());
    }

    void start() throws IOException {
        lifecycle.prepare();
        exclusions.load();
        deploy(folder.look(true).orElseThrow(), Set.of());
    }

    /** Notices what has changed in the directory. */
    void look() {
        try {
            folder.look(false).ifPresent(content -> deploy(content, Set.of()));
            if (!trouble.isEmpty()) {
                log.info("plugin directory is looked at again directory={}", options.directory());
            }
            trouble = "";
        } catch (IOException | RuntimeException e) {
            if (!trouble.equals(e.toString())) {
                log.error(
                        "plugin directory not looked at, tried again every {} s directory={} reason={}",
                        DropFolder.PERIOD.toSeconds(),
                        options.directory(),
                        e.toString(),
                        e instanceof RuntimeException ? e : null);
            }
            trouble = e.toString();
        }
    }

    private void deploy(DropFolder.Content content, Set<String> anew) {
        anew.forEach(failed::remove);
        learn(content);
        Deployment deployment = Deployment.of(content, lifecycle.jars(), anew, exclusions::of);
        deployment.order().stream()
                .filter(jar -> !lifecycle.runs(jar.id()) && !jar.sha256().equals(failed.get(jar.id())))
                .forEach(jar -> board.report(jar.status(PluginState.DISCOVERED, "")));
        new Rollout(lifecycle, board, failed, stopping).carryOut(deployment);
        Set<Path> atWork =
                lifecycle.jars().values().stream().map(PluginJar::file).collect(Collectors.toSet());
        deployment.statuses().stream()
                .filter(status -> !atWork.contains(status.file()))
                .forEach(this::report);
        forgetWhatIsGone(content.present(), atWork);
    }

    /** What did not end when the plugin was stopped is told as well. */
    private void report(PluginStatus status) {
        String remains = board.of(status.file())
                .filter(before ->
                        before.state() == PluginState.ZOMBIE && before.id().equals(status.id()))
                .map(PluginStatus::reason)
                .orElse("");
        String reason = Stream.of(status.reason(), remains)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        board.report(new PluginStatus(status.id(), status.version(), status.file(), status.state(), reason));
    }

    private void learn(DropFolder.Content content) {
        Map<String, PluginJar> before = known;
        Map<String, PluginJar> now = new HashMap<>();
        for (Inspection inspection : content.inspected()) {
            if (inspection instanceof Inspection.Accepted good) {
                PluginJar jar = good.jar();
                now.merge(jar.id(), jar, PluginJar::higher);
                PluginJar same = before.get(jar.id());
                if (same == null || !same.sha256().equals(jar.sha256())) {
                    jar.warnings()
                            .forEach(warning ->
                                    log.warn("plugin warning {}: {}", jar.file().getFileName(), warning));
                }
            }
        }
        known = now;
    }

    /** A zombie is told of for as long as the host runs. */
    private void forgetWhatIsGone(Set<Path> present, Set<Path> atWork) {
        board.all().stream()
                .filter(status -> status.state() != PluginState.ZOMBIE
                        && !present.contains(status.file())
                        && !atWork.contains(status.file()))
                .forEach(status -> board.forget(status.file()));
    }

    /** All about one plugin. Any thread: nobody has to wait for a plugin to be told about another. */
    PluginDetails details(String id) {
        LoadedPlugin plugin = lifecycle.plugins().get(id);
        PluginStatus status = status(id);
        PluginJar jar = plugin == null ? known.get(id) : plugin.jar();
        return new PluginDetails(
                status,
                jar == null ? "" : jar.info().description(),
                jar == null ? "" : jar.sha256(),
                board.since(status.file()),
                jar == null
                        ? List.of()
                        : jar.dependencies().stream().map(Dependency::toString).toList(),
                lifecycle.lives(id),
                plugin == null ? 0 : plugin.plugin().handlers(),
                plugin == null ? 0 : plugin.plugin().commands(),
                plugin == null ? 0 : plugin.plugin().timers(),
                plugin == null ? 0 : plugin.plugin().threads(),
                plugin == null ? Usage.NONE : plugin.plugin().usage(),
                lifecycle.leaks(id),
                jar == null ? List.of() : jar.warnings());
    }

    /** Any thread. */
    private PluginStatus status(String id) {
        return board.all().stream()
                .filter(status -> status.id().equals(id))
                // Of several files of one plugin, the one that runs tells most.
                .min((a, b) -> Boolean.compare(b.state() == PluginState.ACTIVE, a.state() == PluginState.ACTIVE))
                .orElseThrow(() -> new PluginOperationException("no plugin '" + id + "' (expected: one of "
                        + board.all().stream().map(PluginStatus::id).collect(Collectors.toCollection(TreeSet::new))
                        + ")"));
    }

    PluginStatus reload(String id) throws IOException {
        folder.lookAt(status(id).file());
        deploy(folder.look(true).orElseThrow(), Set.of(id));
        return status(id);
    }

    /** A plugin that did not start is tried again: its settings may have been what it stumbled over. */
    CompletionStage<Map<String, SettingsChange>> reconfigure(Collection<String> ids) throws IOException {
        Map<String, CompletableFuture<SettingsChange>> asked = new TreeMap<>();
        for (String id : ids) {
            if (lifecycle.runs(id)) {
                asked.put(id, lifecycle.get(id).plugin().settingsChanged().toCompletableFuture());
            } else if (failed.containsKey(id)) {
                PluginStatus status = reload(id);
                asked.put(
                        id,
                        CompletableFuture.completedFuture(
                                lifecycle.runs(id) ? SettingsChange.TAKEN : SettingsChange.refused(status.reason())));
            }
        }
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> asked.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, each -> each.getValue().join())));
    }

    PluginStatus enable(String id) throws IOException {
        status(id);
        exclusions.enable(id);
        failed.remove(id);
        deploy(folder.content(), Set.of());
        return status(id);
    }

    PluginStatus disable(String id) throws IOException {
        status(id);
        exclusions.disable(id);
        deploy(folder.content(), Set.of());
        return status(id);
    }

    /** It is the guard of this very life that wants it, or nobody. */
    void quarantine(Quarantine.Entry entry) {
        exclusions.quarantine(entry);
        deploy(folder.content(), Set.of());
    }

    PluginStatus add(Path file) throws IOException {
        Inspection inspection = JarInspector.inspect(file);
        if (inspection instanceof Inspection.Refused bad) {
            throw new PluginOperationException(bad.status().toString());
        }
        PluginJar jar = ((Inspection.Accepted) inspection).jar();
        Path target = options.directory().resolve(file.getFileName());
        List<Path> replaced =
                jarsOf(jar.id()).filter(old -> !old.equals(target)).toList();
        Files.createDirectories(options.directory());
        Path part = target.resolveSibling(target.getFileName() + ".part");
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        for (Path old : replaced) {
            Files.deleteIfExists(old);
        }
        for (Path old : replaced) {
            folder.lookAt(old);
        }
        folder.lookAt(target);
        deploy(folder.content(), Set.of());
        return status(jar.id());
    }

    /** The jars of the directory that are in order and of this plugin: there may be several versions. */
    private Stream<Path> jarsOf(String id) {
        return folder.content().inspected().stream()
                .filter(inspection -> inspection instanceof Inspection.Accepted good
                        && good.jar().id().equals(id))
                .map(Inspection::file);
    }

    PluginStatus remove(String id) throws IOException {
        PluginStatus before = status(id);
        List<Path> gone =
                Stream.concat(Stream.of(before.file()), jarsOf(id)).distinct().toList();
        for (Path file : gone) {
            Files.deleteIfExists(file);
            folder.lookAt(file);
        }
        deploy(folder.content(), Set.of());
        return board.of(before.file())
                .orElse(new PluginStatus(id, before.version(), before.file(), PluginState.STOPPED, ""));
    }

    PluginStatus enable(PluginJar plugin, Class<? extends BotPlugin> type) {
        if (lifecycle.runs(plugin.id())) {
            throw new PluginOperationException("plugin " + plugin.id() + " runs (expected: another id)");
        }
        Optional<PluginStatus> off = exclusions.of(plugin);
        if (off.isPresent()) {
            board.report(off.get());
            return off.get();
        }
        board.report(plugin.status(PluginState.STARTING, ""));
        lifecycle
                .start(plugin, new LoadedPlugin.Origin.OfClass(type))
                .ifPresentOrElse(
                        failure -> {
                            lifecycle.release(plugin.id());
                            board.report(plugin.status(PluginState.FAILED, failure.reason()), failure.cause());
                        },
                        () -> lifecycle.publish(Set.of(plugin.id())));
        return board.of(plugin.file()).orElseThrow();
    }

    void stopAll() {
        List<String> lastFirst =
                lifecycle.withDependents(new HashSet<>(lifecycle.plugins().keySet()));
        Map<String, CompletionStage<?>> quiet = new HashMap<>();
        lifecycle.takeOutAll();
        for (String id : lastFirst) {
            quiet.put(id, lifecycle.takeOut(id));
        }
        for (String id : lastFirst) {
            LoadedPlugin ended = lifecycle.end(id, Objects.requireNonNull(quiet.get(id)));
            lifecycle.release(id);
            lifecycle.discard(ended.origin());
        }
    }
}
