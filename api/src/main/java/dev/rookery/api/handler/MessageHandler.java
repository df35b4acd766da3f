package dev.rookery.api.handler;

import dev.rookery.api.plugin.PluginContext;
import org.pf4j.ExtensionPoint;

/**
 * Hears messages. Registered with {@link PluginContext#onMessage}, or found by the host as a public class with a public
 * constructor without arguments that is annotated {@code @Extension}.
 *
 * <p>Called on the plugin's own threads, never on an event loop, so it may block; for one chat it is called for one
 * message at a time and in order, for different chats side by side. What it throws is logged with plugin and chat, and
 * the next handler gets the message as if this one had answered {@link Outcome#PASS}.
 */
@FunctionalInterface
public interface MessageHandler extends ExtensionPoint {

    /**
     * Takes one message.
     *
     * @param message what was said, and how to answer
     * @return whether further handlers get the message
     * @throws Exception is logged; counts as {@link Outcome#PASS}
     */
    Outcome handle(IncomingMessage message) throws Exception;

    /**
     * The place among all handlers: higher comes first, commands are at 100. Handlers of the same priority are asked in
     * the order of their plugins' ids, then in the order of registration. Asked once, at registration, unless the
     * priority is said there.
     *
     * @return 0 unless overridden
     */
    default int priority() {
        return 0;
    }
}
