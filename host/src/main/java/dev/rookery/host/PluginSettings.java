package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.plugin.SettingsBinder;

/** Binds {@code plugins.<id>} of the configuration, as it is now, to a plugin's own record. Any thread. */
final class PluginSettings implements SettingsBinder {

    private volatile ConfigDocument document;

    PluginSettings(ConfigDocument document) {
        this.document = document;
    }

    /** Takes another configuration; plugins read it when they are told. */
    void change(ConfigDocument now) {
        document = now;
    }

    @Override
    public <C extends Record> C bind(String pluginId, Class<C> type) {
        return document.section("plugins", pluginId).bind(type);
    }
}
