package dev.rookery.host.plugin;

import dev.rookery.api.plugin.HostInfo;
import dev.rookery.api.plugin.PluginInfo;
import java.time.Instant;
import java.util.List;

/** What plugins may know of their host. */
record HostFacts(PluginServices services, HandlerRegistry registry) implements HostInfo {

    @Override
    public String version() {
        return services.version();
    }

    @Override
    public Instant startedAt() {
        return services.startedAt();
    }

    @Override
    public List<PluginInfo> plugins() {
        return registry.plugins();
    }
}
