package dev.rookery.api.config;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.Registration;
import java.util.function.Consumer;

/**
 * A plugin's settings. The operator may edit them while the plugin runs: what can be understood as a whole counts from
 * then on, what cannot changes nothing.
 *
 * <pre>{@code
 * ConfigHandle<Settings> settings = context.config(Settings.class);
 * settings.onChange(now -> context.log().info("the greeting is {} now", now.greeting()));
 * }</pre>
 *
 * @param <C> the settings record
 */
@ProvidedByHost
public interface ConfigHandle<C extends Record> {

    /**
     * The settings as they are now. To be asked for whenever they are needed rather than once; any thread.
     *
     * @return a complete and valid record
     */
    C get();

    /**
     * Calls a listener after each edit of the plugin's section, for what has to be made anew. Not called for the
     * settings of the start. An edit may come to an equal record.
     *
     * <p>Listeners are called on the plugin's threads, in the order of their registration and one at a time, beside the
     * plugin's handlers, which may see the new settings a moment earlier. What one throws is logged, and the others are
     * called all the same.
     *
     * @param listener is given the settings that {@link #get()} answered when it was called
     * @return takes the listener back; it is gone with the plugin as well
     * @throws IllegalStateException if the plugin is disabled
     */
    Registration onChange(Consumer<? super C> listener);
}
