package dev.rookery.host.dispatch;

import dev.rookery.api.message.Message;
import java.util.Optional;

/** A handler of the host's that has something to say when too much waits for its plugin to hear a message. */
public interface BusyReply {

    /**
     * What to say to the person. Asked on any thread, so it must be quick and must neither block nor throw.
     *
     * @return empty if the message was not meant for this handler and may go on to others
     */
    Optional<Message> whenBusy(HostMessage message);
}
