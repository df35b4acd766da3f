package dev.rookery.api.config;

import dev.rookery.api.ProvidedByHost;

/**
 * A plugin's settings.
 *
 * @param <C> the settings record
 */
@ProvidedByHost
public interface ConfigHandle<C extends Record> {

    /**
     * The settings as they are now.
     *
     * @return a complete and valid record
     */
    C get();
}
