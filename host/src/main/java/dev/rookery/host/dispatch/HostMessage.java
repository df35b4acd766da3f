package dev.rookery.host.dispatch;

import dev.rookery.api.handler.IncomingMessage;

/**
 * A message as the host's own handlers, such as the one for commands, are given it: with what plugins are not told of.
 * Plugins cannot see this type.
 */
public interface HostMessage extends IncomingMessage {

    /** Where to tell what becomes of the message. */
    Trail.Trace trace();
}
