package dev.rookery.testkit;

import dev.rookery.api.account.Account;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.event.GroupEvent;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.HostServices;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.dispatch.Tap;
import dev.rookery.host.dispatch.Trail;
import dev.rookery.host.guard.EchoLoops;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginHostOptions;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.plugin.SettingsChange;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.scope.ScopeSettings;
import dev.rookery.host.text.Languages;
import dev.rookery.host.time.ManualTimers;
import dev.rookery.host.why.RecentMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The real host without its networks: dispatch, plugin host and services, started and stopped over one temporary folder
 * with the plugins' data. For the test's thread.
 */
final class VirtualHost {

    /** How long plugins get to stop, and after a failure, when nobody wants to know how they do. */
    private static final Duration ORDERLY = Duration.ofSeconds(20);

    private static final Duration HASTY = Duration.ofSeconds(1);

    /** The longest wait for what the host bounds itself: it tells better than this what took too long. */
    private static final Duration BOUNDED = Duration.ofMinutes(2);

    private final List<PluginUnderTest> plugins;
    private final Configuration configuration;
    private final ManualTimers timers;
    private final long seed;
    private final Trail trail;
    private final Patience patience;
    private final Patience bounded;
    private final TestWeb web;
    private final List<NetworkAccount> networks = new ArrayList<>();
    private final List<String> leftBehind = new ArrayList<>();
    private Tap tap = Tap.NONE;
    private Languages languages = Languages.spoken();
    private @Nullable Path folder;
    private @Nullable Running running;

    /** One life of the host. */
    private record Running(
            Dispatcher dispatcher, Scope scope, HostServices services, PluginHost plugins, List<String> failures) {}

    VirtualHost(
            List<PluginUnderTest> plugins,
            Configuration configuration,
            ManualTimers timers,
            long seed,
            Trail trail,
            Patience patience) {
        this.plugins = plugins;
        this.configuration = configuration;
        this.timers = timers;
        this.seed = seed;
        this.trail = trail;
        this.patience = patience;
        this.bounded = new Patience(BOUNDED, patience.transcript());
        this.web = new TestWeb(patience.transcript());
    }

    TestWeb web() {
        return web;
    }

    void connect(NetworkAccount network) {
        networks.add(network);
        if (running != null) {
            running.dispatcher().connect(network);
        }
    }

    /** Starts, if it does not run; answers why plugins did not start. */
    List<String> start() {
        if (running == null) {
            running = begin();
        }
        return running.failures();
    }

    private Running begin() {
        Path root = folder();
        Scope scope = new Scope(configuration.scope(), root.resolve("scope.json"), this::operations, timers);
        RecentMessages messages = new RecentMessages(timers);
        Dispatcher dispatcher =
                new Dispatcher(timers, new EchoLoops(timers)::hears, scope, new TwoTrails(messages, trail));
        networks.forEach(dispatcher::connect);
        dispatcher.tap(tap);
        dispatcher.speak(languages);
        HostServices services = new HostServices(
                new HostServices.Premises(
                        configuration.document(),
                        plugin -> GuardOptions.defaults(),
                        (account, plugin, permission) -> configuration.allows(permission),
                        root,
                        timers,
                        timers.instant(),
                        seed,
                        web::open),
                dispatcher,
                scope,
                messages);
        services.resume();
        PluginHost host = new PluginHost(
                PluginHostOptions.of(root.resolve("plugins"), root.resolve("work"), root.resolve("data")),
                dispatcher,
                services);
        try {
            host.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (PluginUnderTest plugin : plugins) {
            if (plugin instanceof PluginUnderTest.FromClass fromClass) {
                bounded.await("starting plugin " + plugin.info().id(), host.enable(fromClass.info(), fromClass.type()));
            }
        }
        return new Running(dispatcher, scope, services, host, failures(host));
    }

    private Optional<Account> operations(String account) {
        return networks.stream()
                .filter(network -> network.name().equals(account))
                .findFirst()
                .map(NetworkAccount::operations);
    }

    private static List<String> failures(PluginHost host) {
        return host.plugins().stream()
                .filter(plugin -> plugin.state() != PluginState.ACTIVE)
                .map(PluginStatus::toString)
                .toList();
    }

    /** The folder, with the jars of the plugins that have one in it. */
    private Path folder() {
        if (folder != null) {
            return folder;
        }
        try {
            Path made = Files.createTempDirectory("rookery-test-");
            Path directory = Files.createDirectories(made.resolve("plugins"));
            for (PluginUnderTest plugin : plugins) {
                if (plugin instanceof PluginUnderTest.FromJar fromJar) {
                    Files.copy(fromJar.file(), directory.resolve(fromJar.file().getFileName()));
                }
            }
            folder = made;
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of the test's host", e);
        }
    }

    /** Changes a plugin's section; answers what a plugin that runs makes of it. */
    Optional<SettingsChange> configure(String pluginId, String yaml) {
        configuration.section(pluginId, yaml);
        if (running == null) {
            return Optional.empty();
        }
        settle();
        running.services().configure(configuration.document());
        Map<String, SettingsChange> changes = patience.await(
                "taking the new settings of plugin " + pluginId,
                running.plugins().reconfigure(Set.of(pluginId)));
        return Optional.ofNullable(changes.get(pluginId));
    }

    /** Changes who may do what and what is on where, from now on. */
    void rule(Consumer<Configuration> change) {
        change.accept(configuration);
        ScopeSettings now = configuration.scope();
        if (running != null) {
            running.scope().configure(now);
        }
    }

    /** Has the host ask for the roles in a group again with its next message; plugins do not hear of it. */
    void rolesChanged(GroupEvent inGroup) {
        if (running != null) {
            running.scope().expect(inGroup);
        }
    }

    void hears(BotEvent event) {
        Objects.requireNonNull(running, "not started").dispatcher().onEvent(event);
    }

    /** Answers every chat in one language. */
    void speak(Locale language) {
        languages = new Languages(Optional.of(language), Map.of());
        if (running != null) {
            running.dispatcher().speak(languages);
        }
    }

    /** Tells what plugins say, from the next start on. */
    void tap(Tap listener) {
        tap = listener;
    }

    /** Returns when the plugins have nothing left to do. */
    void settle() {
        if (running != null) {
            patience.await("the plugins' work", running.plugins().idle());
        }
    }

    Instant now() {
        return timers.instant();
    }

    /**
     * Turns the clock. What falls due on the way happens at its own moment, and the plugins get to finish before it
     * goes on.
     *
     * @param until nothing happens if it is past
     * @param each runs when they have finished, at each moment at which something fell due
     */
    void advanceTo(Instant until, Runnable each) {
        settle();
        for (Instant due = nextDue(until); due != null; due = nextDue(until)) {
            timers.advance(Duration.between(now(), due));
            settle();
            each.run();
        }
        if (now().isBefore(until)) {
            timers.advance(Duration.between(now(), until));
        }
    }

    private @Nullable Instant nextDue(Instant until) {
        Instant due = timers.next().orElse(Instant.MAX);
        return due.isAfter(until) ? null : due.isBefore(now()) ? now() : due;
    }

    /**
     * Takes every plugin through its end and a new beginning, while the host goes on; answers why one did not start.
     */
    List<String> reload() {
        Running now = Objects.requireNonNull(running, "not started");
        for (PluginUnderTest plugin : plugins) {
            String id = plugin.info().id();
            bounded.await("reloading plugin " + id, now.plugins().reload(id));
        }
        return failures(now.plugins());
    }

    /** Stops it in order. */
    void stop() {
        stop(ORDERLY, true);
    }

    private void stop(Duration atMost, boolean leakCheck) {
        Running stopped = running;
        if (stopped == null) {
            return;
        }
        running = null;
        stopped.plugins().stop(atMost);
        stopped.services().close();
        if (leakCheck) {
            leftBehind.addAll(leftBehind(stopped.plugins()));
        }
    }

    /** Threads, which are told with the plugin's state, and else what keeps the classes of its jar in memory. */
    private List<String> leftBehind(PluginHost stopped) {
        List<String> threads = stopped.plugins().stream()
                .filter(plugin -> plugin.state() == PluginState.ZOMBIE)
                .map(plugin -> plugin.id() + ": " + plugin.reason())
                .toList();
        if (!threads.isEmpty() || plugins.stream().noneMatch(PluginUnderTest.FromJar.class::isInstance)) {
            return threads;
        }
        return bounded.await("looking for what the plugins left behind", stopped.checkForLeaks()).stream()
                .map(leak ->
                        leak.id() + ": its classes are still in memory, held by " + String.join("; ", leak.heldBy()))
                .toList();
    }

    /** Stops it for good, and answers what the plugins left behind in all lives of the host, if that is asked. */
    List<String> end(boolean leakCheck) {
        try {
            stop(ORDERLY, leakCheck);
            return List.copyOf(leftBehind);
        } finally {
            deleteFolder();
        }
    }

    /** Stops it for good, when the plugins may be in any state. */
    void abandon() {
        try {
            stop(HASTY, false);
        } finally {
            deleteFolder();
        }
    }

    private void deleteFolder() {
        if (folder == null) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the folder of the test's host", e);
        }
        folder = null;
    }
}
