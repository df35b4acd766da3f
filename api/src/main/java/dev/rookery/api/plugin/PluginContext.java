package dev.rookery.api.plugin;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import dev.rookery.api.account.Account;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.command.Commands;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.handler.EventHandler;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.handler.Questions;
import dev.rookery.api.http.Http;
import dev.rookery.api.message.Message;
import dev.rookery.api.message.SendResult;
import dev.rookery.api.operator.Operator;
import dev.rookery.api.permission.Permissions;
import dev.rookery.api.schedule.Scheduler;
import dev.rookery.api.storage.Storage;
import dev.rookery.api.text.Texts;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;

/**
 * A plugin's door to the host. Everything that is registered through it belongs to the plugin and is gone when the
 * plugin stops. May be used on any thread; after the plugin was disabled every call throws
 * {@link IllegalStateException}.
 */
@ProvidedByHost
public interface PluginContext {

    /**
     * Who this plugin is, as its manifest says.
     *
     * @return its id, version and description
     */
    PluginInfo info();

    /**
     * What the plugin may know about the process it lives in.
     *
     * @return version, start and plugins of the host
     */
    HostInfo host();

    /**
     * The plugin's logger, named {@code plugin.<id>}.
     *
     * @return an SLF4J logger
     */
    Logger log();

    /**
     * A folder of the plugin's own that outlives restarts and updates. Created on first use.
     *
     * @return an absolute path
     */
    Path dataDir();

    /**
     * What time it is. To be preferred to {@code Instant.now()}: a test turns this clock, and a replay of a recording
     * shows the time that it was.
     *
     * @return the host's clock; safe for use by any thread
     */
    InstantSource clock();

    /**
     * Chance, for dice and the like; not for secrets. To be preferred to {@code new Random()}: a test and a replay of a
     * recording repeat it.
     *
     * @return a source of the plugin's own, which goes on through reloads; safe for use by any thread
     */
    RandomGenerator random();

    /**
     * The plugin's settings: what stands under {@code plugins.<id>} in the configuration, bound to a record. Components
     * say their defaults with {@link dev.rookery.api.config.Default} and check themselves in the record's constructor.
     * A mistake in the file keeps the plugin from starting and is shown with file, line and column.
     *
     * @param type a record of the plugin's
     * @param <C> its type
     * @return a handle to the current settings
     * @throws IllegalArgumentException if {@code type} is no settings record, or the file does not fit it
     */
    <C extends Record> ConfigHandle<C> config(Class<C> type);

    /**
     * Hears messages of all chats of all accounts. For each chat the handler gets them in arrival order, one at a time;
     * messages of different chats come side by side on the plugin's threads.
     *
     * @param handler the handler; {@link MessageHandler#priority()} decides its place
     * @return closes to stop hearing
     * @throws IllegalStateException if the plugin has 1,000 handlers already
     */
    Registration onMessage(MessageHandler handler);

    /**
     * As {@link #onMessage(MessageHandler)}, in a place of its own: {@code context.onMessage(200, message -> ...)}
     * hears what is said before any command does.
     *
     * @param priority higher comes first, commands are at 100, other handlers at 0
     * @param handler the handler; its own {@link MessageHandler#priority()} does not count
     * @return as above
     * @throws IllegalStateException as above
     */
    Registration onMessage(int priority, MessageHandler handler);

    /**
     * Hears events of one kind, for example {@code AccountStateChanged}. Called in order for each account. For messages
     * prefer {@link #onMessage}, which can answer.
     *
     * @param type the kind of event; {@code BotEvent.class} for all
     * @param handler the handler
     * @param <E> the kind of event
     * @return closes to stop hearing
     * @throws IllegalStateException as for {@link #onMessage}
     */
    <E extends BotEvent> Registration on(Class<E> type, EventHandler<? super E> handler);

    /**
     * The commands of this plugin and the list of everybody's.
     *
     * @return the command registry
     */
    Commands commands();

    /**
     * The questions of this plugin that go on after a reload or restart. For others
     * {@link dev.rookery.api.handler.IncomingMessage#ask(Message)} is all that is needed.
     *
     * @return where to give them names
     */
    Questions questions();

    /**
     * Runs the plugin's jobs at their times.
     *
     * @return the scheduler
     */
    Scheduler scheduler();

    /**
     * What this plugin says, in the languages of the files beside its class.
     *
     * @return the plugin's phrases
     */
    Texts texts();

    /**
     * What the plugin keeps over restarts and updates: values by key, or tables of its own.
     *
     * @return the storage; using it costs the host a database file, having it nothing
     */
    Storage storage();

    /**
     * The web, within this plugin's bounds.
     *
     * @return what sends requests
     */
    Http http();

    /**
     * What the host does for people in chats who have the power: switching plugins and commands, telling why.
     *
     * @return checks for each wish whether the sender of the message may
     */
    Operator operator();

    /**
     * Who may do what.
     *
     * @return the plugin's permission nodes
     */
    Permissions permissions();

    /**
     * Says something without having been spoken to. Messages to one chat leave in the order of these calls.
     *
     * @param chat where
     * @param message what; empty is refused
     * @return completes with what became of it, never exceptionally; the host logs what was not sent
     * @throws java.util.concurrent.RejectedExecutionException if a thousand messages were refused already because the
     *     plugin says too much
     */
    CompletionStage<SendResult> send(ChatId chat, Message message);

    /**
     * What an account can be asked besides hearing and speaking: contacts, pictures, its profile, its groups.
     *
     * @param name the account's name as it stands in the configuration
     * @return the account; empty when there is none of that name
     */
    Optional<Account> account(String name);

    /**
     * Hands a resource to the host for closing: after {@link BotPlugin#onDisable()}, or when {@code onEnable} fails,
     * what was managed last is closed first.
     *
     * @param resource the resource
     * @param <T> its type
     * @return the same resource
     */
    <T extends AutoCloseable> T manage(T resource);
}
