package dev.rookery.host.plugin;

import dev.rookery.host.dispatch.SafeThrowable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a plugin handed over for closing. Any thread. */
final class ManagedResources {

    private static final Logger log = LoggerFactory.getLogger(ManagedResources.class);

    private final String pluginId;
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    ManagedResources(String pluginId) {
        this.pluginId = pluginId;
    }

    synchronized void add(AutoCloseable resource) {
        resources.push(resource);
    }

    /** Closes all, what was added last first. One that throws is logged and the rest are closed all the same. */
    void closeAll() {
        for (AutoCloseable resource = next(); resource != null; resource = next()) {
            try {
                resource.close();
            } catch (Throwable e) {
                log.warn(
                        "managed resource did not close plugin={} resource={}",
                        pluginId,
                        resource.getClass().getName(),
                        SafeThrowable.of(e));
            }
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        return resources.poll();
    }
}
