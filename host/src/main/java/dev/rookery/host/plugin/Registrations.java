package dev.rookery.host.plugin;

import dev.rookery.api.Registration;
import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.event.BotEvent;
import dev.rookery.api.handler.EventHandler;
import dev.rookery.api.handler.MessageHandler;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.command.PluginCommands;
import dev.rookery.host.dispatch.HandlerTable.EventEntry;
import dev.rookery.host.dispatch.HandlerTable.MessageEntry;
import dev.rookery.host.dispatch.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** All that one plugin has registered. Whoever publishes handlers is told of every change. Any thread. */
final class Registrations {

    /** How many message and event handlers one plugin may have: each hears every message of its kind. */
    static final int MOST_HANDLERS = 1_000;

    private final PluginInfo owner;
    private final Owner threads;
    private final Consumer<Registrations> changed;
    private final List<MessageEntry> messages = new CopyOnWriteArrayList<>();
    private final List<EventEntry<?>> events = new CopyOnWriteArrayList<>();
    private final PluginCommands commands;
    private final MessageEntry commandEntry;

    Registrations(PluginInfo owner, Owner threads, PluginCommands commands, Consumer<Registrations> changed) {
        this.owner = owner;
        this.threads = threads;
        this.commands = commands;
        this.changed = changed;
        this.commandEntry = new MessageEntry(threads, commands.priority(), commands, true);
    }

    Registration add(int priority, MessageHandler handler) {
        return add(messages, new MessageEntry(threads, priority, handler));
    }

    <E extends BotEvent> Registration add(Class<E> type, EventHandler<? super E> handler) {
        return add(events, new EventEntry<E>(threads, type, handler));
    }

    /** Adds commands, all or none. */
    Registration add(List<CommandSpec> added) {
        commands.add(added);
        return registered(() -> commands.remove(added));
    }

    private <T> Registration add(List<T> entries, T entry) {
        if (size() >= MOST_HANDLERS) {
            throw new IllegalStateException("plugin " + owner.id() + " has " + MOST_HANDLERS
                    + " handlers (expected: fewer; register them in onEnable, and close those not needed any more)");
        }
        entries.add(entry);
        return registered(() -> entries.removeIf(other -> other == entry));
    }

    private Registration registered(Runnable undo) {
        changed.accept(this);
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                undo.run();
                changed.accept(this);
            }
        };
    }

    PluginInfo owner() {
        return owner;
    }

    /** The message handlers in the order of registration, the commands as one of them. */
    List<MessageEntry> messages() {
        if (commands.isEmpty()) {
            return messages;
        }
        List<MessageEntry> all = new ArrayList<>(List.of(commandEntry));
        all.addAll(messages);
        return all;
    }

    List<EventEntry<?>> events() {
        return events;
    }

    /** How many handlers there are, commands left out. */
    int size() {
        return messages.size() + events.size();
    }

    PluginCommands commands() {
        return commands;
    }

    /** Whether the plugin can neither hear nor be told anything. */
    boolean isEmpty() {
        return messages.isEmpty() && events.isEmpty() && commands.isEmpty();
    }
}
