package dev.rookery.host.plugin;

import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.dispatch.HandlerTable.MessageEntry;
import dev.rookery.host.dispatch.Owner;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The registrations of all plugins at work, published as a new immutable table after every change. Any thread; the lock
 * makes the last table published the newest.
 */
final class HandlerRegistry {

    private final Consumer<HandlerTable> publisher;
    private final CommandCatalog catalog;
    private final MessageEntry nearMiss;
    /** By plugin id, which decides among handlers of the same priority. */
    private final NavigableMap<String, Registrations> active = new TreeMap<>();

    HandlerRegistry(Consumer<HandlerTable> publisher, CommandCatalog catalog, Owner host) {
        this.publisher = publisher;
        this.catalog = catalog;
        MessageHandler nearMiss = catalog.nearMiss();
        this.nearMiss = new MessageEntry(host, nearMiss.priority(), nearMiss);
    }

    /** Lets all that a plugin registered, now and later, be heard. */
    synchronized void activate(Registrations registrations) {
        active.put(registrations.owner().id(), registrations);
        publish();
    }

    /** Takes all of a plugin's handlers out; calls that run go on. */
    synchronized void deactivate(String pluginId) {
        if (active.remove(pluginId) != null) {
            publish();
        }
    }

    /** Takes everybody's handlers out. */
    synchronized void deactivateAll() {
        active.clear();
        publish();
    }

    /** Publishes anew if the plugin is at work; what it registers before is published with {@link #activate}. */
    synchronized void changed(Registrations registrations) {
        if (active.get(registrations.owner().id()) == registrations) {
            publish();
        }
    }

    /** The plugins at work, sorted by id. */
    synchronized List<PluginInfo> plugins() {
        return active.values().stream().map(Registrations::owner).toList();
    }

    private void publish() {
        catalog.atWork(active.values().stream().map(Registrations::commands).toList());
        Stream<MessageEntry> messages = active.values().stream().flatMap(Registrations::messages);
        boolean hasCommands =
                active.values().stream().anyMatch(each -> !each.commands().isEmpty());
        publisher.accept(new HandlerTable(
                (hasCommands ? Stream.concat(messages, Stream.of(nearMiss)) : messages).toList(),
                active.values().stream().flatMap(Registrations::events).toList()));
    }
}
