package dev.rookery.host;

import dev.rookery.api.account.Account;
import dev.rookery.api.account.AccountPermission;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.network.NetworkAccount;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.console.OperatorDesk;
import dev.rookery.host.console.OverviewCalls;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.guard.EchoLoops;
import dev.rookery.host.guard.ExitMarker;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.ioloop.IoLoop;
import dev.rookery.host.outgoing.OutgoingHttp;
import dev.rookery.host.plugin.PluginHost;
import dev.rookery.host.plugin.PluginHostOptions;
import dev.rookery.host.plugin.PluginState;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.text.ChosenLanguages;
import dev.rookery.host.text.FileTrouble;
import dev.rookery.host.text.Languages;
import dev.rookery.host.time.SystemTimers;
import dev.rookery.host.why.RecentMessages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
    private final ExitMarker exitMarker;
    private final LiveConfig live;
    private final Instant startedAt;
    private final Consumer<BotEvent> watcher;
    private final IoLoop loop = new IoLoop("rookery-io");
    private final SystemTimers timers = new SystemTimers();
    private final long seed = new SecureRandom().nextLong();
    private final HostRecording recording;
    private final OutgoingHttp web;
    private final Scope scope;
    private final Languages languages;
    private final Dispatcher dispatcher;
    private final HostServices services;
    private final PluginHost pluginHost;
    private final Networks networks;
    private final OperatorAccess operator;
    private final PageServer page;
    private final AtomicBoolean stopping = new AtomicBoolean();

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
        this.exitMarker = new ExitMarker(config.data().resolve("ended-by-a-plugin.txt"));
        this.live = new LiveConfig(document, config, whole, timers);
        this.startedAt = startedAt;
        this.watcher = watcher;
        this.recording = new HostRecording(timers, seed, document.secrets());
        this.networks = new Networks(config, loop);
        this.scope = new Scope(config.scopeSettings(), config.data().resolve("scope.json"), this::operations, timers);
        RecentMessages messages = new RecentMessages(timers);
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
                config.accountNames(),
                new RunningPlugins(pluginHost, PluginFolder.of(config)),
                messages,
                scope,
                live::reload);
        OverviewCalls overview = new OverviewCalls(
                () -> PluginOverview.of(pluginHost, scope),
                words -> operator.desk().take(words),
                new HostMetrics(pluginHost, operator::accounts, messages.counts(), dispatcher.sends()),
                loop::execute);
        this.page = new PageServer(loop, config, overview, networks::answer);
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
        exitMarker.tellLast();
        services.resume();
        web.start();
        networks.openLine();
        page.open(); // Both ports first: one that is taken is told before anybody signs in.
        startPlugins();
        recording.begin(pluginHost.plugins(), dispatcher);
        boolean started = networks.start(account -> {
            NetworkAccount watched = recording.watched(account);
            dispatcher.connect(watched);
            watched.start(this::onEvent);
        });
        if (!started) {
            giveBack();
            return;
        }
        live.open(pluginHost, this::configure);
        operator.open();
    }

    private void startPlugins() throws StartException {
        Path directory = config.plugins().directory();
        try {
            pluginHost.start();
        } catch (IOException e) {
            throw StartException.mistake("plugins: cannot be started, " + FileTrouble.of(e) + " (expected: "
                    + System.getProperty("user.name") + " may read " + directory + " and write to " + config.data()
                    + ")");
        }
        if (!stopping.get()) {
            config.withoutPlugin(pluginHost.plugins()).forEach(log::warn);
        }
    }

    private CompletionStage<Void> onEvent(BotEvent event) {
        networks.watch(event);
        page.show(event);
        operator.watch(event);
        watcher.accept(event);
        return dispatcher.onEvent(event);
    }

    /** What was taken after a stop had passed by. */
    private void giveBack() {
        new StopSteps(FINISHING)
                .await("closing the line network", Networks.each(networks.end(), NetworkAccount::stop), FINISHING);
        data.leave();
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
        return networks.answer(account, text);
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
        return networks.ready();
    }

    /** One line for the operator about a host that is ready. */
    String readyLine(String extra) {
        long took = Duration.between(startedAt, Instant.now()).toMillis();
        long active = pluginHost.plugins().stream()
                .filter(plugin -> plugin.state() == PluginState.ACTIVE)
                .count();
        String ready = "rookery ready in " + took + " ms: accounts="
                + config.accounts().size() + " plugins=" + active + extra;
        String withLine = lineAddress()
                .map(address -> ready + " line=" + address.getHostString() + ":" + address.getPort())
                .orElse(ready);
        return pageAddress()
                .map(address -> withLine + " operator=http://" + address.getHostString() + ":" + address.getPort())
                .orElse(withLine);
    }

    /** Where the operator's page is, once started. */
    Optional<InetSocketAddress> pageAddress() {
        return page.address();
    }

    /** Where the line network listens, once started. */
    Optional<InetSocketAddress> lineAddress() {
        return networks.lineAddress();
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
        List<NetworkAccount> accounts = networks.end();
        steps.await("stopping to hear", Networks.each(accounts, NetworkAccount::stopHearing), FINISHING);
        steps.await("finishing what was heard", dispatcher.quiesce(), FINISHING);
        steps.await("leaving the networks", Networks.each(accounts, NetworkAccount::stop), STOPPING);
        steps.await("closing the operator's page", page.close(), StopSteps.LEAST);
        steps.await("closing the control socket", operator.close(), StopSteps.LEAST);
        pluginHost.stop(steps.leftBut(PluginHost.STOP_MARGIN));
        steps.await("ending what plugins ask the web", web.close(), StopSteps.LEAST);
        services.close();
        recording.end();
        timers.close();
        steps.await("ending the event loop", loop.stop(), STOPPING);
        data.leave();
        if (!accounts.isEmpty()) {
            log.info("stopped");
        }
    }

    /** The process is being ended: notes who does that, if it is a plugin. */
    void markExit() {
        exitMarker.mark(Instant.now());
    }
}
