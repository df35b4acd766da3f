package dev.rookery.host;

import dev.rookery.host.config.ConfigDocument;
import dev.rookery.host.plugin.SettingsBinder;

/** Binds {@code plugins.<id>} of the configuration to a plugin's own record. */
record PluginSettings(ConfigDocument document) implements SettingsBinder {

    @Override
    public <C extends Record> C bind(String pluginId, Class<C> type) {
        return document.section("plugins", pluginId).bind(type);
    }
}
