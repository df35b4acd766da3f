package dev.rookery.host;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.network.AccountListener;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.line.LineAccount;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginHostOptions;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.plugin.PluginStatus;
import dev.rookery.host.webqq.WebQqAccount;
import dev.rookery.host.webqq.WebQqOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running host: joins the networks and the plugins, which do not know each other, and starts and stops all of it in
 * order.
 *
 * <p>Started once, stopped once. {@link #start} and {@link #stop} block their caller, who is no event loop.
 */
final class Rookery {

    private static final Logger log = LoggerFactory.getLogger(Rookery.class);

    /** How long a stop waits for handlers that run and messages that were accepted; what is left then is given up. */
    private static final Duration FINISHING = Duration.ofSeconds(2);

    /** How long a plugin may take to start, and one to stop, and all of them together to stop. */
    private static final Duration ENABLING = Duration.ofSeconds(30);

    private static final Duration DISABLING = Duration.ofSeconds(3);
    private static final Duration STOPPING_PLUGINS = Duration.ofSeconds(5);

    /** How long a stop waits for the accounts to sign out, and then for the event loop to end. */
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final RookeryConfig config;
    private final Instant startedAt;
    private final AccountListener watcher;
    private final IoLoop loop = new IoLoop("rookery-io");
    private final Dispatcher dispatcher = new Dispatcher();
    private final PluginHost pluginHost;
    private final List<WebQqAccount> accounts = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> online;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable LineAccount line;

    /**
     * Prepares a host; nothing is started yet.
     *
     * @param document the configuration, from which plugins get their sections
     * @param startedAt when the process started
     * @param watcher is told every event beside the plugins, on the event loop
     * @throws dev.rookery.host.config.ConfigException with every mistake in the configuration
     */
    Rookery(ConfigDocument document, Instant startedAt, AccountListener watcher) {
        this.config = document.bind(RookeryConfig.class);
        this.startedAt = startedAt;
        this.watcher = watcher;
        this.online = config.accounts().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> new CompletableFuture<>()));
        this.pluginHost = new PluginHost(
                PluginHostOptions.of(
                                config.plugins().directory(),
                                config.data().resolve("work"),
                                config.data().resolve("plugins"))
                        .withDeadlines(ENABLING, FINISHING, DISABLING, STOPPING_PLUGINS),
                dispatcher,
                new PluginSettings(document),
                Main.Version.current(),
                startedAt);
    }

    /** Starts plugins first, so that nothing is heard that nobody listens to, then the networks. */
    void start() throws StartException {
        loop.start();
        openLine();
        startPlugins();
        config.accounts().forEach((name, account) -> {
            RookeryConfig.WebQqConfig webQq = (RookeryConfig.WebQqConfig) account;
            WebQqOptions options = WebQqOptions.defaults(config.data())
                    .withEndpoint(webQq.endpoint().orElse(null));
            accounts.add(new WebQqAccount(name, loop, options));
        });
        networks().forEach(account -> {
            dispatcher.connect(account);
            account.start(this::onEvent);
        });
    }

    /** Completes when every account has been on line once. */
    CompletionStage<Void> ready() {
        return CompletableFuture.allOf(online.values().toArray(CompletableFuture<?>[]::new));
    }

    /** One line for the operator about a host that is ready. */
    String readyLine(String extra) {
        long took = Duration.between(startedAt, Instant.now()).toMillis();
        long active = pluginHost.plugins().stream()
                .filter(plugin -> plugin.state() == PluginState.ACTIVE)
                .count();
        String ready = "rookery ready in " + took + " ms: accounts=" + accounts.size() + " plugins=" + active + extra;
        return lineAddress()
                .map(address -> ready + " line=" + address.getHostString() + ":" + address.getPort())
                .orElse(ready);
    }

    /** Where the line network listens, once started. */
    Optional<InetSocketAddress> lineAddress() {
        return Optional.ofNullable(line).map(LineAccount::address);
    }

    /** What became of each plugin jar. */
    List<PluginStatus> plugins() {
        return pluginHost.plugins();
    }

    /**
     * Stops in order: hears nothing more, finishes what is being handled, sends what was accepted, signs out, disables
     * the plugins, ends the loop. Each step has a bound; what is not done by then is logged and given up. Calling it
     * again does nothing.
     */
    void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        await("finishing what was heard", dispatcher.quiesce(), FINISHING);
        CompletableFuture<?>[] signedOut = networks().stream()
                .map(account -> account.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        await("signing out", CompletableFuture.allOf(signedOut), CLOSING);
        pluginHost.stop();
        await("ending the event loop", loop.stop(), CLOSING);
        log.info("stopped");
    }

    private List<NetworkAccount> networks() {
        List<NetworkAccount> networks = new ArrayList<>(accounts);
        if (line != null) {
            networks.add(line);
        }
        return networks;
    }

    private void onEvent(BotEvent event) {
        if (event instanceof AccountStateChanged changed && changed.state() == AccountState.ONLINE) {
            CompletableFuture<Void> first = online.get(changed.account());
            if (first != null) {
                first.complete(null);
            }
        }
        watcher.onEvent(event);
        dispatcher.onEvent(event);
    }

    private void openLine() throws StartException {
        if (config.line().isEmpty()) {
            return;
        }
        RookeryConfig.LineConfig wanted = config.line().get();
        try {
            line = LineAccount.open("line", wanted.name(), loop, wanted.listen());
        } catch (IOException e) {
            throw StartException.mistake(e.getMessage() + " (expected: a free port; 0 takes any)");
        }
    }

    private void startPlugins() throws StartException {
        try {
            Files.createDirectories(config.data());
            for (PluginStatus plugin : pluginHost.start()) {
                if (plugin.state() != PluginState.ACTIVE) {
                    log.debug("plugin is not at work: {}", plugin);
                }
            }
        } catch (IOException e) {
            throw StartException.mistake(e.toString());
        }
    }

    private static void await(String what, CompletionStage<Void> stage, Duration atMost) {
        try {
            stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("{} took longer than {} ms and was given up", what, atMost.toMillis());
        } catch (ExecutionException e) {
            log.warn("{} failed", what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
