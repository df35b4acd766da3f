package dev.rookery.host.command;

import dev.rookery.api.chat.Person;
import java.util.List;

/** Who can be named in a chat. */
@FunctionalInterface
public interface People {

    /**
     * Everybody in the chat. May ask the network and wait for the answer.
     *
     * @return in any order
     * @throws dev.rookery.api.command.UsageException if they cannot be told
     */
    List<Person> here();
}
