package dev.rookery.host;

import dev.rookery.api.handler.Questions;
import dev.rookery.api.http.Http;
import dev.rookery.api.permission.Permissions;
import dev.rookery.api.storage.Storage;
import dev.rookery.host.ask.PendingQuestions;
import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.dispatch.Dispatcher;
import dev.rookery.host.dispatch.Owner;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.plugin.AccountPermissions;
import dev.rookery.host.plugin.PluginOwner;
import dev.rookery.host.plugin.PluginServices;
import dev.rookery.host.plugin.SettingsBinder;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.storage.Database;
import dev.rookery.host.time.Timers;
import dev.rookery.host.why.RecentMessages;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** What the host, and the test kit in its place, lends to plugins. Closed when they have stopped. */
public final class HostServices implements PluginServices, AutoCloseable {

    /**
     * In what a host and a test differ.
     *
     * @param document where the plugins' sections are at first
     * @param limits how much a plugin may take, fail and say as things stand, by its id
     * @param permissions what plugins may change of the accounts
     * @param data the folder of what outlives the process; a service writes into it when it is first used
     * @param timers the clock and timers of all services; closed by who made them, after the services
     * @param startedAt when the process started
     * @param seed of the plugins' chance: the same seed and the same draws give the same numbers
     * @param web what a plugin asks the web with, closed with the plugin if it can be
     */
    public record Premises(
            ConfigDocument document,
            Function<String, GuardOptions> limits,
            AccountPermissions permissions,
            Path data,
            Timers timers,
            Instant startedAt,
            long seed,
            Function<? super Owner, ? extends Http> web) {}

    private final Premises premises;
    private final PluginSettings settings;
    private final PendingQuestions questions;
    private final Database database;
    private final Scope scope;
    private final RecentMessages messages;
    private final Map<String, RandomGenerator> chances = new ConcurrentHashMap<>();

    /**
     * Makes the services; none of them does anything before a plugin uses it.
     *
     * @param premises where they are
     * @param dispatcher the way of messages
     * @param scope who may do what, the same that the dispatcher asks
     * @param messages the latest messages, the same that the dispatcher tells
     */
    public HostServices(Premises premises, Dispatcher dispatcher, Scope scope, RecentMessages messages) {
        this.scope = scope;
        this.messages = messages;
        this.premises = premises;
        this.settings = new PluginSettings(premises.document());
        this.questions =
                PendingQuestions.keptIn(premises.data().resolve("questions.jsonl"), dispatcher, premises.timers());
        this.database = new Database(premises.data().resolve("storage"), premises.timers());
    }

    @Override
    public String version() {
        return Main.Version.current();
    }

    @Override
    public Instant startedAt() {
        return premises.startedAt();
    }

    @Override
    public Timers timers() {
        return premises.timers();
    }

    @Override
    public GuardOptions guard(String plugin) {
        return premises.limits().apply(plugin);
    }

    @Override
    public SettingsBinder settings() {
        return settings;
    }

    /**
     * Takes another configuration.
     *
     * @param now what plugins that start from now on read, and others when they are told
     */
    public void configure(ConfigDocument now) {
        settings.change(now);
    }

    @Override
    public AccountPermissions permissions() {
        return premises.permissions();
    }

    /** Goes on where the plugin's life before has left it: dice that begin anew with each reload are no dice. */
    @Override
    public RandomGenerator random(PluginOwner owner) {
        return chances.computeIfAbsent(owner.id(), id -> new Random(31 * premises.seed() + id.hashCode()));
    }

    @Override
    public Questions questions(PluginOwner owner) {
        return questions.open(owner.threads());
    }

    @Override
    public Storage storage(PluginOwner owner) {
        return database.of(owner.id());
    }

    @Override
    public Http http(PluginOwner owner) {
        return premises.web().apply(owner.threads());
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public RecentMessages messages() {
        return messages;
    }

    @Override
    public Permissions permissions(PluginOwner owner) {
        return scope.permissions(owner.id());
    }

    /** Takes up what was left by the process before. To be called once, when the data folder is ours. */
    public void resume() {
        questions.resume();
    }

    @Override
    public void close() {
        questions.close();
        database.close();
    }
}
