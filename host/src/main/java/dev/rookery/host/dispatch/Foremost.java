package dev.rookery.host.dispatch;

/**
 * A handler of the host's that some messages of owners are for, whatever plugins do: such a message goes to it at once,
 * ahead of those of its chat that are still under way, and neither to questions nor to other handlers.
 */
public interface Foremost {

    /**
     * Whether this message of an owner's is. Asked on the network's thread, so it must be quick and must neither block
     * nor throw.
     */
    boolean isMeant(HostMessage message);
}
