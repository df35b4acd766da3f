package dev.rookery.host.dispatch;

import dev.rookery.api.handler.IncomingMessage;

/**
 * What the host's own handlers, such as the one for commands, may ask of a message besides what plugins may. Plugins
 * cannot see this type.
 */
public interface HostMessage extends IncomingMessage {

    /** Whose handler was given the message. */
    String plugin();

    /**
     * Whether a command of this plugin is to be carried out here.
     *
     * @param command its name
     * @param permission the node that it asks for; empty for none
     */
    Verdict hears(String command, String permission);

    /** As {@link #can}, with the reason. */
    Verdict permits(String node);

    /** Where to tell what becomes of the message. */
    Trail.Trace trace();
}
