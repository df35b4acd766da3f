package dev.rookery.host.plugin;

import java.util.HashMap;
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

    /** Closes those that can be closed, the last made first. */
    void closeAll() {
        closing.closeAll();
    }
}
