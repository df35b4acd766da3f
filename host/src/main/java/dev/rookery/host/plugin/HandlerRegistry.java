package dev.rookery.host.plugin;

import dev.rookery.api.command.CommandSpec;
import dev.rookery.api.plugin.PluginInfo;
import dev.rookery.host.dispatch.HandlerTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registrations of all plugins at work, published as a new immutable table after every change. Any thread; the lock
 * makes the last table published the newest.
 */
final class HandlerRegistry {

    private static final Logger log = LoggerFactory.getLogger(HandlerRegistry.class);

    private final Consumer<HandlerTable> publisher;
    /** By plugin id, which decides among handlers of the same priority. */
    private final NavigableMap<String, Registrations> active = new TreeMap<>();

    private Set<String> clashes = Set.of();

    HandlerRegistry(Consumer<HandlerTable> publisher) {
        this.publisher = publisher;
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

    /** The commands of the plugins at work, sorted by name; of two with the same name the one that is carried out. */
    synchronized List<CommandSpec> commands() {
        Map<String, CommandSpec> byName = active.values().stream()
                .flatMap(registrations -> registrations.commands().commands().stream())
                .collect(Collectors.toMap(CommandSpec::name, command -> command, (first, second) -> first));
        return byName.values().stream()
                .sorted(Comparator.comparing(CommandSpec::name))
                .toList();
    }

    private void publish() {
        warnOfClashes();
        publisher.accept(new HandlerTable(
                active.values().stream().flatMap(Registrations::messages).toList(),
                active.values().stream().flatMap(Registrations::events).toList()));
    }

    /** Two plugins may take the same word; the first by id gets the message. Told once for as long as it is so. */
    private void warnOfClashes() {
        Map<String, String> takenBy = new HashMap<>();
        Set<String> now = new HashSet<>();
        active.forEach((id, registrations) -> {
            for (String word : new TreeSet<>(registrations.commands().words())) {
                String winner = takenBy.putIfAbsent(word, id);
                if (winner != null) {
                    String clash = "word=" + word + " plugin=" + id + " taken-by=" + winner;
                    now.add(clash);
                    if (!clashes.contains(clash)) {
                        log.warn("command is already another plugin's and will not be carried out {}", clash);
                    }
                }
            }
        });
        clashes = now;
    }
}
