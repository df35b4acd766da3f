package dev.rookery.api.plugin;

/**
 * A plugin's entry point. The jar's manifest names the implementing class as {@code Plugin-Class}; it must be public
 * with a public constructor without arguments.
 *
 * <p>A complete plugin:
 *
 * <pre>{@code
 * public final class EchoPlugin implements BotPlugin {
 *     @Override
 *     public void onEnable(PluginContext context) {
 *         context.onMessage(message -> {
 *             message.reply(message.text());
 *             return Outcome.CONSUMED;
 *         });
 *     }
 * }
 * }</pre>
 *
 * <p>Both methods are called on the plugin's own threads, never on an event loop: they may block.
 */
public interface BotPlugin {

    /**
     * Registers what the plugin does. Nothing that is registered here is called before this method has returned; when
     * it throws, all of it is undone and the plugin does not start.
     *
     * @param context the plugin's door to the host, valid until the plugin is disabled
     * @throws Exception to refuse to start; the operator is shown the message
     */
    void onEnable(PluginContext context) throws Exception;

    /**
     * Called when the plugin stops, after its handlers were taken out and the running ones have ended, and before what
     * was {@linkplain PluginContext#manage managed} is closed. What was registered through the context needs no
     * undoing.
     *
     * @throws Exception is logged; the plugin stops all the same
     */
    default void onDisable() throws Exception {}
}
