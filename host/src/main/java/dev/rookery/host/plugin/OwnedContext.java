package dev.rookery.host.plugin;

import dev.rookery.api.Registration;
import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.command.CommandInfo;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.command.Commands;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.handler.EventHandler;
import dev.rookery.api.handler.IncomingMessage;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Questions;
import dev.rookery.api.http.Http;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.operator.Operator;
import dev.rookery.api.permission.Permissions;
import dev.rookery.api.plugin.HostInfo;
import dev.rookery.api.plugin.PluginContext;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.api.schedule.Scheduler;
import dev.rookery.api.storage.Storage;
import dev.rookery.api.text.Texts;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.schedule.PluginScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/** A plugin's door to the host: whatever comes in through it is put down as the plugin's. Any thread. */
final class OwnedContext implements PluginContext {

    private final HostInfo host;
    private final PluginOwner owner;
    private final PluginServices services;
    private final OwnedServices own;
    private final Logger log;
    private final Messaging messaging;
    private final CommandCatalog catalog;
    private final Texts texts;
    private final Registrations registrations;
    private final PermissionGuard guard;
    private final ManagedResources managed;
    private final PluginScheduler jobs;
    private final OwnedSettings settings;
    private final Commands commands = new OwnedCommands();
    /** Not the context itself: that is in the plugin's hands, which may lock it and never let go. */
    private final Object lock = new Object();

    private boolean closed;

    OwnedContext(
            HostInfo host,
            PluginOwner owner,
            PluginServices services,
            Messaging messaging,
            CommandCatalog catalog,
            Texts texts,
            Registrations registrations) {
        this.host = host;
        this.owner = owner;
        this.services = services;
        this.own = new OwnedServices(owner);
        this.log = PluginLoggers.of("plugin." + owner.id());
        this.messaging = messaging;
        this.catalog = catalog;
        this.texts = texts;
        this.registrations = registrations;
        this.guard = new PermissionGuard(owner.id(), services.permissions());
        this.managed = new ManagedResources(owner.id());
        this.jobs = own.get(PluginScheduler.class, who -> new PluginScheduler(who.threads(), who.timers()));
        this.settings = new OwnedSettings(owner, services, jobs);
    }

    Registrations registrations() {
        return registrations;
    }

    ManagedResources managed() {
        return managed;
    }

    OwnedServices services() {
        return own;
    }

    PluginScheduler jobs() {
        return jobs;
    }

    OwnedSettings settings() {
        return settings;
    }

    /** From now on every call throws. Nothing is registered or managed any more once this has returned. */
    void close() {
        synchronized (lock) {
            closed = true;
            settings.close();
        }
    }

    /** The action is the host's own and short: no code of the plugin runs under the lock. */
    private <T> T whileOpen(Supplier<T> action) {
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException(
                        "plugin " + owner.id() + " is disabled; its context is no longer valid");
            }
            return action.get();
        }
    }

    @Override
    public PluginInfo info() {
        return whileOpen(owner::info);
    }

    @Override
    public HostInfo host() {
        return whileOpen(() -> host);
    }

    @Override
    public Logger log() {
        return whileOpen(() -> log);
    }

    @Override
    public Path dataDir() {
        Path directory = whileOpen(owner::dataDirectory);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the plugin's data folder " + directory, e);
        }
    }

    @Override
    @SuppressWarnings("UnnecessaryMethodReference") // The clock alone: the timers are the host's.
    public InstantSource clock() {
        return whileOpen(() -> owner.timers()::instant);
    }

    @Override
    public RandomGenerator random() {
        return whileOpen(() -> own.get(RandomGenerator.class, services::random));
    }

    @Override
    public <C extends Record> ConfigHandle<C> config(Class<C> type) {
        Objects.requireNonNull(type, "type");
        return whileOpen(() -> settings).of(type);
    }

    @Override
    public Registration onMessage(MessageHandler handler) {
        // Asking is a call into the plugin and may take its time, so it is not done under the lock.
        return onMessage(Objects.requireNonNull(handler, "handler").priority(), handler);
    }

    @Override
    public Registration onMessage(int priority, MessageHandler handler) {
        Objects.requireNonNull(handler, "handler");
        return whileOpen(() -> registrations.add(priority, handler));
    }

    @Override
    public <E extends BotEvent> Registration on(Class<E> type, EventHandler<? super E> handler) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(handler, "handler");
        return whileOpen(() -> registrations.add(type, handler));
    }

    @Override
    public Storage storage() {
        return whileOpen(() -> own.get(Storage.class, services::storage));
    }

    @Override
    public Scheduler scheduler() {
        return whileOpen(() -> jobs);
    }

    @Override
    public Commands commands() {
        return whileOpen(() -> commands);
    }

    @Override
    public Questions questions() {
        return whileOpen(() -> own.get(Questions.class, services::questions));
    }

    @Override
    public Texts texts() {
        return whileOpen(() -> texts);
    }

    @Override
    public Http http() {
        return whileOpen(() -> own.get(Http.class, services::http));
    }

    @Override
    public Operator operator() {
        return whileOpen(() -> own.get(
                Operator.class,
                made -> new OwnedOperator(
                        services.scope(), services.messages(), messaging.languages(), host, commands)));
    }

    @Override
    public Permissions permissions() {
        return whileOpen(() -> own.get(Permissions.class, services::permissions));
    }

    @Override
    public Optional<Account> account(String name) {
        Objects.requireNonNull(name, "name");
        return whileOpen(() -> messaging)
                .account(name)
                .map(real -> new GuardedAccount(name, () -> whileOpen(() -> real), owner.threads(), guard));
    }

    @Override
    public CompletionStage<SendResult> send(ChatId chat, Message message) {
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(message, "message");
        return whileOpen(() -> messaging).send(owner.threads(), chat, message);
    }

    @Override
    public <T extends AutoCloseable> T manage(T resource) {
        Objects.requireNonNull(resource, "resource");
        return whileOpen(() -> {
            managed.add(resource);
            return resource;
        });
    }

    private final class OwnedCommands implements Commands {

        @Override
        public Registration register(CommandSpec command) {
            List<CommandSpec> added = List.of(command);
            return whileOpen(() -> registrations.add(added));
        }

        @Override
        public Registration registerAll(Object annotated) {
            List<CommandSpec> added = CommandCatalog.annotated(annotated);
            return whileOpen(() -> registrations.add(added));
        }

        @Override
        public List<CommandInfo> all() {
            return whileOpen(() -> catalog).all();
        }

        @Override
        public List<CommandInfo> availableTo(IncomingMessage message) {
            return whileOpen(() -> catalog).availableTo(message);
        }

        @Override
        public Optional<CommandInfo> find(String word) {
            return whileOpen(() -> catalog).find(word);
        }
    }
}
