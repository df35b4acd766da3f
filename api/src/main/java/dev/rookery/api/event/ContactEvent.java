package dev.rookery.api.event;

import dev.rookery.api.account.OnlineStatus;
import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import java.time.Instant;

/** Something between the account and one person. Kinds may be added: keep a default branch. */
public sealed interface ContactEvent extends BotEvent {

    /**
     * Who it is about.
     *
     * @return the person
     */
    Person person();

    @Override
    default String account() {
        return person().id().account();
    }

    /**
     * A contact shows themselves differently.
     *
     * @param person who
     * @param status how they show themselves now
     * @param at when
     */
    record StatusChanged(Person person, OnlineStatus status, Instant at) implements ContactEvent {}

    /**
     * Somebody is writing to the account.
     *
     * @param chat where
     * @param person who
     * @param at when
     */
    record Typing(Chat chat, Person person, Instant at) implements ContactEvent {}

    /**
     * Somebody shook the account's window.
     *
     * @param chat where
     * @param person who
     * @param at when
     */
    record Shook(Chat chat, Person person, Instant at) implements ContactEvent {}

    /**
     * Somebody asks to become a contact; {@link dev.rookery.api.account.Account#acceptFriend} and
     * {@link dev.rookery.api.account.Account#refuseFriend} answer.
     *
     * @param person who
     * @param words what they say about it; may be empty
     * @param at when
     */
    record FriendRequested(Person person, String words, Instant at) implements ContactEvent {}

    /**
     * Somebody has accepted the account's own request.
     *
     * @param person who
     * @param addedBack whether they made the account a contact of theirs, too
     * @param at when
     */
    record FriendAccepted(Person person, boolean addedBack, Instant at) implements ContactEvent {}

    /**
     * Somebody is a contact from now on.
     *
     * @param person who
     * @param at when
     */
    record FriendAdded(Person person, Instant at) implements ContactEvent {}

    /**
     * Somebody is no contact any more.
     *
     * @param person who
     * @param at when
     */
    record FriendRemoved(Person person, Instant at) implements ContactEvent {}
}
