package dev.rookery.host.plugin;

import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.command.CommandCatalog;
import dev.rookery.host.command.PluginCommands;
import dev.rookery.host.dispatch.HandlerTable;
import dev.rookery.host.dispatch.HandlerTable.EventEntry;
import dev.rookery.host.dispatch.HandlerTable.MessageEntry;
import dev.rookery.host.dispatch.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

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

    /** What those had registered whose next life is awaited. */
    private final Map<String, Frozen> frozen = new HashMap<>();

    private record Frozen(List<MessageEntry> messages, List<EventEntry<?>> events) {}

    HandlerRegistry(Consumer<HandlerTable> publisher, CommandCatalog catalog, Owner host) {
        this.publisher = publisher;
        this.catalog = catalog;
        MessageHandler nearMiss = catalog.nearMiss();
        this.nearMiss = new MessageEntry(host, nearMiss.priority(), nearMiss);
    }

    /** Lets all that these plugins registered, now and later, be heard; of all at once. */
    synchronized void activate(Collection<Registrations> several) {
        for (Registrations registrations : several) {
            frozen.remove(registrations.owner().id());
            active.put(registrations.owner().id(), registrations);
        }
        publish();
    }

    /**
     * Leaves a plugin's handlers in their places while it makes room for its next life, whatever it takes back now:
     * what is meant for them waits.
     */
    synchronized void freeze(String pluginId) {
        Registrations registrations = active.get(pluginId);
        if (registrations != null) {
            frozen.put(
                    pluginId, new Frozen(List.copyOf(registrations.messages()), List.copyOf(registrations.events())));
        }
    }

    /** Takes all of a plugin's handlers out; calls that run go on. */
    synchronized void deactivate(String pluginId) {
        frozen.remove(pluginId);
        if (active.remove(pluginId) != null) {
            publish();
        }
    }

    /** Takes everybody's handlers out. */
    synchronized void deactivateAll() {
        active.clear();
        frozen.clear();
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
        List<MessageEntry> messages = new ArrayList<>();
        List<EventEntry<?>> events = new ArrayList<>();
        List<PluginCommands> commands = new ArrayList<>();
        for (Registrations registrations : active.values()) {
            Frozen kept = frozen.get(registrations.owner().id());
            messages.addAll(kept == null ? registrations.messages() : kept.messages());
            events.addAll(kept == null ? registrations.events() : kept.events());
            commands.add(registrations.commands());
        }
        if (!commands.stream().allMatch(PluginCommands::isEmpty)) {
            messages.add(nearMiss);
        }
        catalog.atWork(commands);
        publisher.accept(new HandlerTable(messages, events));
    }
}
