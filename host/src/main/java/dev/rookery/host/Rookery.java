package dev.rookery.host;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.console.OperatorDesk;
import dev.rookery.host.console.OperatorPage;
import dev.rookery.host.console.OverviewCalls;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.guard.EchoLoops;
import dev.rookery.host.guard.ExitMarker;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.httpserver.BrowserGuard;
import dev.rookery.host.httpserver.HttpServer;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.line.LineAccount;
import dev.rookery.host.outgoing.OutgoingHttp;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginHostOptions;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.text.ChosenLanguages;
import dev.rookery.host.text.Languages;
import dev.rookery.host.time.SystemTimers;
import dev.rookery.host.webqq.WebQqAccount;
import dev.rookery.host.why.RecentMessages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
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

    /** How long a stop may take in all; each step gets what the steps before it have left. */
    static final Duration STOPPING = Duration.ofMillis(4_500);

    /** How much of it may go into handlers that run and messages that were accepted; what is left then is given up. */
    private static final Duration FINISHING = Duration.ofSeconds(2);

    /** How long a plugin may take to start. */
    private static final Duration ENABLING = Duration.ofSeconds(30);

    private final RookeryConfig config;
    private final DataFolder data;
    private final LiveConfig live;
    private final Instant startedAt;
    private final Consumer<BotEvent> watcher;
    private final IoLoop loop = new IoLoop("rookery-io");
    private final SystemTimers timers = new SystemTimers();
    private final OutgoingHttp web;
    private final Scope scope;
    private final RecentMessages messages;
    private final Languages languages;
    private final HostServices services;
    private final Dispatcher dispatcher;
    private final PluginHost pluginHost;
    private final OperatorAccess operator;
    private final List<NetworkAccount> accounts = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> online;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private @Nullable LineAccount line;
    private @Nullable HttpServer page;
    private final OperatorPage operatorPage;
    private final long seed = new SecureRandom().nextLong();
    private final HostRecording recording;

    /**
     * Prepares a host; nothing is started yet.
     *
     * @param document the configuration, from which plugins get their sections
     * @param startedAt when the process started
     * @param watcher is told every event beside the plugins, on the event loop
     * @throws dev.rookery.host.config.ConfigException with every mistake in the configuration
     */
    Rookery(ConfigDocument document, Instant startedAt, Consumer<BotEvent> watcher) {
        this(document.bind(RookeryConfig.class), document, true, startedAt, watcher);
    }

    /**
     * The same, where the plugins are set by another file than all the rest.
     *
     * @param config all the rest
     * @param settings the file from which plugins get their sections
     */
    Rookery(RookeryConfig config, ConfigDocument settings, Instant startedAt, Consumer<BotEvent> watcher) {
        this(config, settings, false, startedAt, watcher);
    }

    private Rookery(
            RookeryConfig config,
            ConfigDocument document,
            boolean whole,
            Instant startedAt,
            Consumer<BotEvent> watcher) {
        this.config = config;
        this.data = new DataFolder(config.data());
        this.live = new LiveConfig(document, config, whole, timers);
        this.startedAt = startedAt;
        this.watcher = watcher;
        this.online = config.accounts().keySet().stream()
                .collect(Collectors.toUnmodifiableMap(name -> name, name -> new CompletableFuture<>()));
        BrowserGuard guard = config.page()
                .flatMap(RookeryConfig.PageConfig::token)
                .map(token -> BrowserGuard.withToken(token.reveal()))
                .orElseGet(BrowserGuard::withoutToken);
        this.recording = new HostRecording(timers, seed, document.secrets());
        this.scope = new Scope(config.scopeSettings(), config.data().resolve("scope.json"), this::operations, timers);
        this.messages = new RecentMessages(timers);
        this.dispatcher = new Dispatcher(timers, new EchoLoops(timers)::hears, scope, messages);
        this.languages = new Languages(
                config.languageSettings(), ChosenLanguages.keptIn(config.data().resolve("languages.txt")));
        dispatcher.speak(languages);
        this.web = new OutgoingHttp(config.outgoing().ranges(), timers);
        this.services = new HostServices(
                new HostServices.Premises(
                        document, this::limits, this::allows, config.data(), timers, startedAt, seed, web::open),
                dispatcher,
                scope,
                messages);
        this.pluginHost = new PluginHost(
                PluginHostOptions.of(config.plugins().directory(), config.data().resolve("work"), config.pluginData())
                        .withDeadlines(ENABLING, FINISHING, FINISHING, STOPPING),
                dispatcher,
                services);
        this.operator = new OperatorAccess(
                loop,
                config.data(),
                config.accounts().keySet(),
                new RunningPlugins(pluginHost, PluginFolder.of(config)),
                messages,
                scope,
                live::reload);
        this.operatorPage = new OperatorPage(
                guard,
                config.accounts().keySet(),
                new OverviewCalls(
                        () -> PluginOverview.of(pluginHost, scope),
                        words -> operator.desk().take(words),
                        loop::execute),
                this::answer);
    }

    private boolean allows(String account, String plugin, AccountPermission permission) {
        return live.config().allows(account, plugin, permission);
    }

    private GuardOptions limits(String plugin) {
        return live.limits(plugin);
    }

    /** Takes what counts at once of a configuration that was edited. */
    private void configure(ConfigDocument document, RookeryConfig edited) {
        services.configure(document);
        scope.configure(edited.scopeSettings());
        languages.configure(edited.languageSettings());
        web.allow(edited.outgoing().ranges());
    }

    /** Writes down what is heard and said, from the start on. To be called before it. */
    void record(HostRecording.Wish wish) {
        recording.want(wish);
    }

    /**
     * Starts plugins first, so that nothing is heard that nobody listens to, then the networks. Returns without having
     * started the networks when it is stopped meanwhile.
     */
    void start() throws StartException {
        data.occupy();
        exitMarker().tellLast();
        services.resume();
        synchronized (this) {
            if (!stopping.get()) {
                web.start();
            }
        }
        openLine();
        startPlugins();
        recording.begin(pluginHost.plugins(), dispatcher);
        synchronized (this) {
            if (stopping.get()) {
                giveBack();
                return;
            }
            loop.start();
            config.accounts().forEach((name, account) -> accounts.add(account(name, account)));
            networks().stream().map(recording::watched).forEach(account -> {
                dispatcher.connect(account);
                account.start(this::onEvent);
            });
        }
        openPage();
        live.open(pluginHost, this::configure);
        operator.open();
    }

    /** Where the operator's commands are carried out. */
    OperatorDesk desk() {
        return operator.desk();
    }

    /**
     * Gives what a person typed to the account that waits for it.
     *
     * @return whether it was awaited
     */
    CompletionStage<Boolean> answer(String account, String text) {
        List<NetworkAccount> networks;
        synchronized (this) {
            networks = networks();
        }
        return networks.stream()
                .filter(network -> network.name().equals(account))
                .findFirst()
                .map(network -> network.answer(text))
                .orElseGet(() -> CompletableFuture.completedStage(false));
    }

    private Optional<Account> operations(String account) {
        return dispatcher.account(account);
    }

    /** The plugins, to be looked at and operated; started and stopped with this. */
    PluginHost plugins() {
        return pluginHost;
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
        String withLine = lineAddress()
                .map(address -> ready + " line=" + address.getHostString() + ":" + address.getPort())
                .orElse(ready);
        return pageAddress()
                .map(address -> withLine + " operator=http://" + address.getHostString() + ":" + address.getPort())
                .orElse(withLine);
    }

    /** Where the operator's page is, once started. */
    synchronized Optional<InetSocketAddress> pageAddress() {
        return Optional.ofNullable(page).map(HttpServer::address);
    }

    /** Where the line network listens, once started. */
    synchronized Optional<InetSocketAddress> lineAddress() {
        return Optional.ofNullable(line).map(LineAccount::address);
    }

    /**
     * Stops in order: hears nothing more, finishes what is being handled, sends what was accepted, lets the accounts
     * go, disables the plugins, ends the loop. All of it is bounded by {@link #STOPPING}; what is not done by then is
     * logged and given up. Calling it again does nothing.
     */
    void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        StopSteps steps = new StopSteps(STOPPING);
        live.close();
        List<NetworkAccount> networks;
        synchronized (this) {
            networks = networks();
        }
        steps.await("stopping to hear", all(networks, NetworkAccount::stopHearing), FINISHING);
        steps.await("finishing what was heard", dispatcher.quiesce(), FINISHING);
        steps.await("leaving the networks", all(networks, NetworkAccount::stop), STOPPING);
        closePage(steps);
        steps.await("closing the control socket", operator.close(), StopSteps.LEAST);
        pluginHost.stop(steps.leftBut(PluginHost.STOP_MARGIN));
        steps.await("ending what plugins ask the web", web.close(), StopSteps.LEAST);
        services.close();
        recording.end();
        timers.close();
        steps.await("ending the event loop", loop.stop(), STOPPING);
        data.leave();
        if (!networks.isEmpty()) {
            log.info("stopped");
        }
    }

    /** The process is being ended: notes who does that, if it is a plugin. */
    void markExit() {
        exitMarker().mark(Instant.now());
    }

    private ExitMarker exitMarker() {
        return new ExitMarker(config.data().resolve("ended-by-a-plugin.txt"));
    }

    private static CompletionStage<Void> all(
            List<NetworkAccount> networks, Function<NetworkAccount, CompletionStage<Void>> step) {
        return CompletableFuture.allOf(networks.stream()
                .map(network -> step.apply(network).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    private List<NetworkAccount> networks() {
        List<NetworkAccount> networks = new ArrayList<>(accounts);
        if (line != null) {
            networks.add(line);
        }
        return networks;
    }

    private NetworkAccount account(String name, RookeryConfig.AccountConfig account) {
        if (account instanceof WebQqConfig webQq) {
            return new WebQqAccount(name, loop, webQq.options(config.data()));
        }
        throw new IllegalStateException("no network for " + account);
    }

    private CompletionStage<Void> onEvent(BotEvent event) {
        if (event instanceof AccountStateChanged changed && changed.state() == AccountState.ONLINE) {
            CompletableFuture<Void> first = online.get(changed.account());
            if (first != null) {
                first.complete(null);
            }
        }
        operatorPage.show(event);
        operator.watch(event);
        watcher.accept(event);
        return dispatcher.onEvent(event);
    }

    /** What was taken after a stop had passed by. */
    private void giveBack() {
        if (line != null) {
            new StopSteps(FINISHING).await("closing the port of the line network", line.stop(), FINISHING);
        }
        data.leave();
    }

    private void openLine() throws StartException {
        if (config.line().isEmpty()) {
            return;
        }
        RookeryConfig.LineConfig wanted = config.line().get();
        try {
            LineAccount opened = LineAccount.open(RookeryConfig.LINE, wanted.name(), loop, wanted.listen());
            synchronized (this) {
                line = opened;
            }
        } catch (IOException e) {
            throw StartException.mistake("line.listen (in the demo --line-port): " + e.getMessage()
                    + " (expected: an address of this machine and a free port; 0 takes any)");
        }
    }

    /** Last of all: the page is about accounts that have been started. */
    private void openPage() throws StartException {
        if (config.page().isEmpty() || stopping.get()) {
            return;
        }
        try {
            HttpServer opened = HttpServer.bind(loop, config.page().get().listen(), operatorPage);
            synchronized (this) {
                page = opened;
            }
        } catch (IOException e) {
            throw StartException.mistake("page.listen: " + e.getMessage()
                    + " (expected: an address of this machine and a free port; 0 takes any)");
        }
        if (stopping.get()) {
            closePage(new StopSteps(StopSteps.LEAST));
        }
    }

    private void closePage(StopSteps steps) {
        HttpServer open;
        synchronized (this) {
            open = page;
        }
        if (open != null) {
            steps.await("closing the operator's page", open.close(), StopSteps.LEAST);
        }
    }

    private void startPlugins() throws StartException {
        Path directory = config.plugins().directory();
        try {
            pluginHost.start();
        } catch (IOException e) {
            throw StartException.mistake(
                    "plugins.directory: cannot use " + directory + ": " + e + " (expected: a folder of plugin jars)");
        }
        if (stopping.get()) {
            return;
        }
        config.withoutPlugin(pluginHost.plugins()).forEach(log::warn);
    }
}
