package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.plugin.AccountPermissions;
import dev.rookery.host.plugin.PluginServices;
import dev.rookery.host.plugin.SettingsBinder;
import dev.rookery.host.time.SystemTimers;
import dev.rookery.host.time.Timers;
import java.time.Instant;

/** What the real host lends to its plugins. Closed when they have stopped. */
final class HostServices implements PluginServices, AutoCloseable {

    private final RookeryConfig config;
    private final PluginSettings settings;
    private final Instant startedAt;
    private final SystemTimers timers = new SystemTimers();

    HostServices(RookeryConfig config, ConfigDocument document, Instant startedAt) {
        this.config = config;
        this.settings = new PluginSettings(document);
        this.startedAt = startedAt;
    }

    @Override
    public String version() {
        return Main.Version.current();
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public SettingsBinder settings() {
        return settings;
    }

    @Override
    public AccountPermissions permissions() {
        return config::allows;
    }

    @Override
    public void close() {
        timers.close();
    }
}
