package dev.rookery.api.event;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import java.time.Instant;
import java.util.OptionalLong;

/** Something about a file that is offered or handed over. Kinds may be added: keep a default branch. */
public sealed interface FileEvent extends BotEvent {

    /**
     * Where it happened.
     *
     * @return the chat
     */
    Chat chat();

    /**
     * What the file is called, as the other side says. Never use it as a path.
     *
     * @return the name
     */
    String fileName();

    @Override
    default String account() {
        return chat().id().account();
    }

    /**
     * Somebody offers a file.
     *
     * @param chat where
     * @param sender who
     * @param fileName what it is called
     * @param size how many bytes, if the network tells
     * @param way how it would be handed over
     * @param at when
     */
    record Offered(Chat chat, Person sender, String fileName, OptionalLong size, Way way, Instant at)
            implements FileEvent {}

    /**
     * A transfer came to an end.
     *
     * @param chat where
     * @param fileName what the file is called; may be empty when the network does not tell
     * @param end how it ended
     * @param at when
     */
    record Ended(Chat chat, String fileName, End end, Instant at) implements FileEvent {}

    /** How a file is handed over. */
    enum Way {
        /** From one program to the other, while both are on line. */
        DIRECT,
        /** Through the network's own store. */
        OFFLINE,
        /** It lies in the group's folder. */
        GROUP
    }

    /** How a transfer ended. */
    enum End {
        /** The file has arrived. */
        DONE,
        /** The other side accepted it and fetches it. */
        ACCEPTED,
        /** The other side did not want it. */
        REFUSED,
        /** One side gave up. */
        CANCELLED,
        /** Nobody reacted in time. */
        TIMED_OUT,
        /** Something went wrong. */
        FAILED
    }
}
