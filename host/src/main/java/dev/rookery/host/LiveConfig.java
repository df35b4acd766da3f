package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.config.ConfigEdit;
import dev.rookery.host.config.ConfigException;
import dev.rookery.host.config.ConfigFile;
import dev.rookery.host.control.Answer;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.SettingsChange;
import dev.rookery.host.time.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes edits of the configuration into a host that runs. The file is looked at every {@link #PERIOD}; a mistake
 * anywhere in it leaves everything as it was and is told once. What a plugin alone can judge, its own section, is
 * refused by itself.
 *
 * <table>
 * <caption>From when on an edit counts</caption>
 * <tr><th>section</th><th>counts</th></tr>
 * <tr><td>{@code plugins.<id>}</td><td>at once; the plugin is told on its own threads</td></tr>
 * <tr><td>{@code owners}, {@code admins}, {@code permissions}, {@code scope}</td><td>at once; what was switched by
 * command goes on to overrule it</td></tr>
 * <tr><td>{@code language}, {@code languages}, {@code limits}, {@code accounts.<name>.permissions}</td><td>at once, but
 * for a plugin's number of threads, which is read when it starts</td></tr>
 * <tr><td>{@code outgoing}</td><td>at once, for connections that are made from then on</td></tr>
 * <tr><td>everything else</td><td>from the next start on, which is told once for each line</td></tr>
 * </table>
 *
 * <p>Any thread that may block.
 */
final class LiveConfig {

    /** How long from one look to the next: an edit counts within twice that. */
    static final Duration PERIOD = Duration.ofSeconds(2);

    /** How long the operator waits for plugins to take their settings. They go on behind. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(LiveConfig.class);

    /** Who is told of what counts at once. */
    interface Listener {

        /** Another configuration is in force; the sections of plugins that run are to be told to them yet. */
        void changed(ConfigDocument document, RookeryConfig config);
    }

    /** What is in force, and the limits of plugins as far as they were asked for. */
    private record Current(ConfigDocument document, RookeryConfig config, Map<String, GuardOptions> limits) {

        Current(ConfigDocument document, RookeryConfig config) {
            this(document, config, new ConcurrentHashMap<>());
        }
    }

    /** From when on an edit counts, and for whom. */
    private enum Effect {
        AT_ONCE,
        FOR_A_PLUGIN,
        NEXT_START
    }

    private final Timers timers;
    private final boolean whole;
    private final Current atStart;
    private final ExecutorService thread;
    private volatile Current current;
    private @Nullable PluginHost plugins;
    private @Nullable Listener listener;
    private Timers.@Nullable Timer nextLook;
    private boolean closed;

    /**
     * Begins with what the host is started with.
     *
     * @param document what it was read from
     * @param config what it was understood as
     * @param whole whether all of the file is for this host, or the plugins' sections alone
     */
    LiveConfig(ConfigDocument document, RookeryConfig config, boolean whole, Timers timers) {
        this.timers = timers;
        this.whole = whole;
        this.atStart = new Current(document, config);
        this.current = atStart;
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1, 1, 2 * PERIOD.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LiveConfig::thread);
        one.allowCoreThreadTimeOut(true);
        this.thread = one;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rookery-config");
        thread.setDaemon(true);
        return thread;
    }

    /** What is in force. */
    RookeryConfig config() {
        return current.config();
    }

    /** What holds for a plugin now. On the way of messages: quick. */
    GuardOptions limits(String plugin) {
        Current now = current;
        return now.limits().computeIfAbsent(plugin, now.config()::limits);
    }

    /** Looks at the file from now on. Without a file, as in the demo, nothing happens. */
    synchronized void open(PluginHost host, Listener told) {
        plugins = host;
        listener = told;
        if (current.document().source().isPresent()) {
            lookAgain();
        }
    }

    /** Looks no more; an edit that is being taken in may come to its end. */
    synchronized void close() {
        closed = true;
        Optional.ofNullable(nextLook).ifPresent(Timers.Timer::cancel);
        thread.shutdownNow();
    }

    private synchronized void lookAgain() {
        if (!closed) {
            nextLook = timers.after(PERIOD, () -> {
                try {
                    thread.execute(() -> {
                        look();
                        lookAgain();
                    });
                } catch (RejectedExecutionException stopped) {
                    log.debug("the configuration is watched no more");
                }
            });
        }
    }

    private void look() {
        try {
            current.document()
                    .source()
                    .flatMap(ConfigFile::look)
                    .map(this::take)
                    .ifPresent(taken -> taken.plugins().whenComplete((done, failure) -> {
                        if (failure != null) {
                            log.warn("plugins were not told of their settings reason={}", failure.toString());
                        }
                    }));
        } catch (ConfigException e) {
            e.problems().forEach(problem -> log.error("edited configuration is not used: {}", problem));
        } catch (RuntimeException e) {
            log.error("edited configuration is not used", e);
        }
    }

    /** What came of an edit; of plugins' sections later. */
    private record Taken(List<ConfigEdit> edits, CompletionStage<Map<String, SettingsChange>> plugins) {}

    /** All of it or nothing. */
    private synchronized Taken take(ConfigDocument document) {
        Current before = current;
        RookeryConfig config = whole ? document.bind(RookeryConfig.class) : before.config();
        List<ConfigEdit> edits = document.editsSince(before.document()).stream()
                .filter(edit -> whole || effect(edit) == Effect.FOR_A_PLUGIN)
                .toList();
        current = new Current(document, config);
        Set<String> changed = new LinkedHashSet<>();
        for (ConfigEdit edit : edits) {
            switch (effect(edit)) {
                case FOR_A_PLUGIN -> changed.add(edit.keys().get(1));
                case AT_ONCE -> log.info("configuration changed {}", edit);
                case NEXT_START -> {}
            }
        }
        nextStart(edits)
                .forEach(edit -> log.warn("configuration changed, which counts from the next start on: {}", edit));
        if (listener == null || plugins == null) {
            throw new IllegalStateException("not open");
        }
        listener.changed(document, config);
        warnOfMissingPlugins(before.config(), config, plugins);
        return new Taken(
                edits, changed.isEmpty() ? CompletableFuture.completedStage(Map.of()) : plugins.reconfigure(changed));
    }

    private static void warnOfMissingPlugins(RookeryConfig before, RookeryConfig now, PluginHost plugins) {
        List<String> known = before.withoutPlugin(plugins.plugins());
        now.withoutPlugin(plugins.plugins()).stream()
                .filter(warning -> !known.contains(warning))
                .forEach(log::warn);
    }

    /** Those of the edits that wait for a start; not what is again as it was at the last one. */
    private List<ConfigEdit> nextStart(List<ConfigEdit> edits) {
        Set<List<String>> differing = current.document().editsSince(atStart.document()).stream()
                .map(ConfigEdit::keys)
                .collect(Collectors.toSet());
        return edits.stream()
                .filter(edit -> effect(edit) == Effect.NEXT_START && differing.contains(edit.keys()))
                .toList();
    }

    private static Effect effect(ConfigEdit edit) {
        List<String> keys = edit.keys();
        return switch (keys.get(0)) {
            case "owners", "admins", "permissions", "scope", "language", "languages", "limits", "outgoing" ->
                Effect.AT_ONCE;
            case "accounts" ->
                keys.size() > 2 && keys.get(2).equals("permissions") ? Effect.AT_ONCE : Effect.NEXT_START;
            case "plugins" ->
                keys.size() > 1 && !keys.get(1).equals("directory") ? Effect.FOR_A_PLUGIN : Effect.NEXT_START;
            default -> Effect.NEXT_START;
        };
    }

    /**
     * Takes the file as it is now, and waits for the plugins.
     *
     * @return what has changed and what waits for a start, or the mistakes
     */
    Answer reload() {
        Optional<ConfigFile> file = current.document().source();
        if (file.isEmpty()) {
            return Answer.failed("this host was started without a configuration file");
        }
        Taken taken;
        try {
            taken = take(file.get().read());
        } catch (ConfigException e) {
            return Answer.failed(e.getMessage() + "\nnothing was changed");
        }
        List<String> lines = new ArrayList<>();
        for (ConfigEdit edit : taken.edits()) {
            if (effect(edit) != Effect.NEXT_START) {
                lines.add(edit + ": changed");
            }
        }
        boolean fine = tellOfPlugins(taken.plugins(), lines);
        if (whole) {
            nextStart(current.document().editsSince(atStart.document()))
                    .forEach(edit -> lines.add(edit + ": counts from the next start on"));
        }
        String text = lines.isEmpty() ? "nothing has changed" : String.join("\n", lines);
        return fine ? Answer.done(text) : Answer.failed(text);
    }

    private static boolean tellOfPlugins(CompletionStage<Map<String, SettingsChange>> told, List<String> lines) {
        boolean fine = true;
        try {
            Map<String, SettingsChange> changes =
                    told.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            for (Map.Entry<String, SettingsChange> change : changes.entrySet()) {
                for (String reason : change.getValue().refused()) {
                    lines.add("plugin " + change.getKey() + " refuses its settings, the old ones stay: " + reason);
                    fine = false;
                }
                for (Throwable failure : change.getValue().failures()) {
                    lines.add("plugin " + change.getKey() + " failed at its new settings: " + failure);
                    fine = false;
                }
            }
            return fine;
        } catch (TimeoutException e) {
            lines.add("a plugin is still at its settings; the log says what comes of it");
        } catch (ExecutionException e) {
            lines.add("plugins were not told of their settings: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lines.add("the host is stopping");
        }
        return false;
    }
}
