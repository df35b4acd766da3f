package dev.rookery.host.plugin;

import dev.rookery.api.Registration;
import dev.rookery.api.config.ConfigHandle;
import dev.rookery.host.schedule.PluginScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of a plugin in one of its lives: a record for each type that it asked for, made anew when its section of
 * the configuration has changed. Making records and telling listeners is a job of the plugin's, since both is code of
 * the plugin's. Any thread.
 */
final class OwnedSettings {

    private static final Logger log = LoggerFactory.getLogger(OwnedSettings.class);

    private final PluginOwner owner;
    private final PluginServices services;
    private final PluginScheduler jobs;
    private final Map<Class<?>, Handle<?>> handles = new ConcurrentHashMap<>();
    private volatile boolean closed;

    OwnedSettings(PluginOwner owner, PluginServices services, PluginScheduler jobs) {
        this.owner = owner;
        this.services = services;
        this.jobs = jobs;
    }

    /**
     * The handle to the settings of a type, always the same.
     *
     * @throws SettingsException if the section does not fit the type
     */
    @SuppressWarnings("unchecked") // each handle is kept under its type
    <C extends Record> ConfigHandle<C> of(Class<C> type) {
        Handle<C> handle = (Handle<C>) handles.computeIfAbsent(type, first -> new Handle<>(type));
        handle.begin();
        return handle;
    }

    /** The plugin has stopped: what it has read stays as it is. */
    void close() {
        closed = true;
    }

    /** The section has changed. Completes when the plugin has taken or refused it, or has stopped. */
    CompletionStage<SettingsChange> changed() {
        CompletableFuture<SettingsChange> done = new CompletableFuture<>();
        jobs.now(() -> done.complete(renew()));
        return done.applyToEither(
                jobs.drained().thenApply(over -> SettingsChange.refused("the plugin has stopped")),
                Function.identity());
    }

    /** One at a time, so that no listener is given older settings after newer ones. */
    private synchronized SettingsChange renew() {
        List<String> refused = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (Handle<?> handle : handles.values()) {
            try {
                failures.addAll(handle.renew());
            } catch (SettingsException e) {
                log.warn(
                        "new settings are refused, the old ones stay plugin={} reason=\"{}\"",
                        owner.id(),
                        e.getMessage());
                refused.add(String.valueOf(e.getMessage()));
            } catch (Throwable e) { // of the record's own code
                log.warn("new settings are refused, the old ones stay plugin={}", owner.id(), e);
                owner.threads().sentry().failed(e);
                refused.add(e.toString());
            }
        }
        return new SettingsChange(refused, failures);
    }

    /** The record of one type. */
    private final class Handle<C extends Record> implements ConfigHandle<C> {

        private final Class<C> type;
        private final List<Consumer<? super C>> listeners = new CopyOnWriteArrayList<>();
        private volatile @Nullable C record;

        Handle(Class<C> type) {
            this.type = type;
        }

        /** Under the lock: who binds last has read last. */
        synchronized void begin() {
            if (record == null) {
                record = bind();
            }
        }

        private C bind() {
            try {
                return services.settings().bind(owner.id(), type);
            } catch (IllegalArgumentException e) {
                throw new SettingsException(Objects.requireNonNullElse(e.getMessage(), e.toString()), e);
            }
        }

        /** Takes what the section says now, and answers what listeners threw. */
        List<Throwable> renew() {
            C now;
            synchronized (this) {
                if (record == null) {
                    return List.of();
                }
                // Not held against the old one: equals of a record leaves its class in a cache of the JDK's.
                now = bind();
                record = now;
            }
            log.info("settings changed plugin={} settings={}", owner.id(), type.getSimpleName());
            List<Throwable> failures = new ArrayList<>();
            for (Consumer<? super C> listener : listeners) {
                try {
                    listener.accept(now);
                } catch (Throwable e) { // whatever it is, the other listeners are called
                    log.error("listener to new settings failed plugin={}", owner.id(), e);
                    owner.threads().sentry().failed(e);
                    failures.add(e);
                }
            }
            return failures;
        }

        @Override
        public C get() {
            return Objects.requireNonNull(record, "bound before it was handed out");
        }

        @Override
        public Registration onChange(Consumer<? super C> listener) {
            // Wrapped, so that the same listener may be registered twice and taken back once.
            Objects.requireNonNull(listener, "listener");
            Consumer<C> own = value -> listener.accept(value);
            if (closed) {
                throw new IllegalStateException(
                        "plugin " + owner.id() + " is disabled; its settings do not change any more");
            }
            listeners.add(own);
            return () -> listeners.remove(own);
        }
    }
}
