package dev.rookery.host.plugin;

import dev.rookery.api.handler.Questions;
import dev.rookery.api.http.Http;
import dev.rookery.api.permission.Permissions;
import dev.rookery.api.storage.Storage;
import dev.rookery.host.guard.GuardOptions;
import dev.rookery.host.scope.Scope;
import dev.rookery.host.time.Timers;
import dev.rookery.host.why.RecentMessages;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What a plugin host lends to its plugins: facts about the process, time, and one factory for each service of the API.
 * A factory is asked once for each life of a plugin, with the first use; what it makes belongs to that plugin and, if
 * it is {@link AutoCloseable} (or {@link dev.rookery.host.dispatch.OwnedService}, which is told more), is closed at its
 * stop, after all that the plugin manages itself. What waits by {@link PluginOwner#timers()} is cancelled before that,
 * when the plugin begins to stop.
 *
 * <p>Any thread; a factory may block for a moment, since a plugin's thread waits for it.
 */
public interface PluginServices {

    /** The host's version, for plugins to tell. */
    String version();

    /** When the process started, likewise. */
    Instant startedAt();

    /** The clock and timers of everything here. */
    Timers timers();

    /** How much a plugin may take, fail and say, as things stand, before something is done about it; asked often. */
    default GuardOptions guard(String plugin) {
        return GuardOptions.defaults();
    }

    /** Binds the plugins' sections of the configuration. */
    SettingsBinder settings();

    /** What plugins may change of the accounts. */
    AccountPermissions permissions();

    /** What the plugin asks back. Made before {@code onEnable}, used or not: a message can be asked back as well. */
    Questions questions(PluginOwner owner);

    /** The plugin's chance. */
    RandomGenerator random(PluginOwner owner);

    /** What the plugin asks the web with. */
    Http http(PluginOwner owner);

    /** What the plugin keeps. Opens nothing until it is used. */
    Storage storage(PluginOwner owner);

    /** Who may use what where: commands, and wishes that come through plugins. */
    Scope scope();

    /** The latest messages, likewise. */
    RecentMessages messages();

    /** The permission nodes of one plugin. */
    Permissions permissions(PluginOwner owner);
}
