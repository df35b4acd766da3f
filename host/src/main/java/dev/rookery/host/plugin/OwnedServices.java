package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.OwnedService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The services that one plugin uses, each made with its first use and closed with the plugin. Any thread. */
final class OwnedServices {

    private final PluginOwner owner;
    private final Map<Class<?>, Object> made = new HashMap<>();
    private final ManagedResources closing;

    OwnedServices(PluginOwner owner) {
        this.owner = owner;
        this.closing = new ManagedResources(owner.id());
    }

    /** The plugin's own one of a kind: {@code own.get(Scheduler.class, services::scheduler)}. */
    synchronized <T> T get(Class<T> type, Function<? super PluginOwner, ? extends T> factory) {
        return type.cast(made.computeIfAbsent(type, first -> {
            T service = factory.apply(owner);
            if (service instanceof AutoCloseable closeable) {
                closing.add(closeable);
            }
            return service;
        }));
    }

    /** The plugin is at work. */
    void activated() {
        following().forEach(OwnedService::activated);
    }

    /** The plugin is taken out. */
    void stopping() {
        following().forEach(OwnedService::stopping);
    }

    private synchronized List<OwnedService> following() {
        return made.values().stream()
                .filter(OwnedService.class::isInstance)
                .map(OwnedService.class::cast)
                .toList();
    }

    /** Closes those that can be closed, the last made first. */
    void closeAll() {
        closing.closeAll();
    }
}
