package dev.rookery.host.dispatch;

import dev.rookery.api.event.BotEvent;
import dev.rookery.api.handler.EventHandler;
import dev.rookery.api.handler.MessageHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who hears what: an immutable snapshot that the plugin host makes anew at every change and the dispatcher swaps at
 * once.
 */
public final class HandlerTable {

    /** Nobody hears anything. */
    public static final HandlerTable EMPTY = new HandlerTable(List.of(), List.of());

    private final List<MessageEntry> messages;
    private final List<EventEntry<?>> events;
    private final List<Station> stations;
    private final Map<String, Owner> owners = new HashMap<>();
    private final Set<Object> members = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * Makes a snapshot.
     *
     * @param messages sorted here by priority, highest first; the given order decides among equals
     * @param events in the order in which they are told
     */
    public HandlerTable(List<MessageEntry> messages, List<EventEntry<?>> events) {
        this.messages = messages.stream()
                .sorted(Comparator.comparingInt(MessageEntry::priority).reversed())
                .toList();
        this.events = List.copyOf(events);
        this.stations = stations(this.messages);
        this.members.addAll(this.messages);
        this.members.addAll(this.events);
        this.messages.forEach(entry -> owners.put(entry.owner().id(), entry.owner()));
    }

    /** The message handlers in the order in which they are asked. */
    public List<MessageEntry> messages() {
        return messages;
    }

    /** The event handlers. */
    public List<EventEntry<?>> events() {
        return events;
    }

    private static List<Station> stations(List<MessageEntry> messages) {
        List<Station> stations = new ArrayList<>();
        for (int from = 0, to = 0; from < messages.size(); from = to) {
            Owner owner = messages.get(from).owner();
            while (to < messages.size() && messages.get(to).owner() == owner) {
                to++;
            }
            stations.add(new Station(owner, List.copyOf(messages.subList(from, to))));
        }
        return List.copyOf(stations);
    }

    /** Where a message stops, one after the other. */
    List<Station> stations() {
        return stations;
    }

    /** Those who hear events of this kind, each once. */
    List<Owner> listeners(BotEvent event) {
        return events.isEmpty()
                ? List.of()
                : events.stream()
                        .filter(entry -> entry.type().isInstance(event))
                        .map(EventEntry::owner)
                        .distinct()
                        .toList();
    }

    /** The plugin, in one of its lives; null if it hears no messages. */
    @Nullable
    Owner owner(String plugin) {
        return owners.get(plugin);
    }

    /** Whether the plugin lives on here in another life: it was reloaded. */
    boolean hasReplaced(Owner earlier) {
        Owner now = owners.get(earlier.id());
        return now != null && now != earlier;
    }

    /** Whether this very entry, for messages or events, is in the table. */
    boolean contains(Object entry) {
        return members.contains(entry);
    }

    /** Handlers of one plugin with none of another between them. */
    record Station(Owner owner, List<MessageEntry> entries) {}

    /**
     * A message handler and whose it is.
     *
     * @param owner the plugin
     * @param priority its place, higher first
     * @param handler what is called
     * @param decides whether the handler itself asks the {@link Gate} once it knows what the message is; else the
     *     dispatcher asks whether the plugin hears it at all
     */
    public record MessageEntry(Owner owner, int priority, MessageHandler handler, boolean decides) {

        /** A handler that the dispatcher decides for. */
        public MessageEntry(Owner owner, int priority, MessageHandler handler) {
            this(owner, priority, handler, false);
        }
    }

    /**
     * An event handler and whose it is.
     *
     * @param owner the plugin
     * @param type what it hears
     * @param handler what is called
     * @param <E> what it hears
     */
    public record EventEntry<E extends BotEvent>(Owner owner, Class<E> type, EventHandler<? super E> handler) {}
}
