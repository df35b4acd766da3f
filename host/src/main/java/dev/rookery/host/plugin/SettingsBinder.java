package dev.rookery.host.plugin;

/** Binds what stands under {@code plugins.<id>} in the configuration to a plugin's settings record. */
@FunctionalInterface
public interface SettingsBinder {

    /**
     * Binds the section as it is now. Called on the plugin's threads, and again when it has changed.
     *
     * @param pluginId whose section
     * @param type the settings record
     * @param <C> its type
     * @return a complete and valid record
     * @throws IllegalArgumentException if {@code type} is no settings record or the section does not fit it; the
     *     message holds every problem with its place, ready for the operator
     */
    <C extends Record> C bind(String pluginId, Class<C> type);
}
