package dev.rookery.api.event;

import dev.rookery.api.chat.Chat;
import dev.rookery.api.chat.Person;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a group or discussion. Kinds may be added: keep a default branch. */
public sealed interface GroupEvent extends BotEvent {

    /**
     * Where it happened.
     *
     * @return the group or discussion
     */
    Chat group();

    @Override
    default String account() {
        return group().id().account();
    }

    /**
     * There is a new group and the account is in it.
     *
     * @param group which one
     * @param at when
     */
    record Joined(Chat group, Instant at) implements GroupEvent {}

    /**
     * The account is not in the group any more: it was left, dissolved, or put the account out.
     *
     * @param group which one
     * @param at when
     */
    record Gone(Chat group, Instant at) implements GroupEvent {}

    /**
     * The group has another name.
     *
     * @param group which one, by its new name
     * @param before its old name
     * @param at when
     */
    record Renamed(Chat group, String before, Instant at) implements GroupEvent {}

    /**
     * Somebody came in.
     *
     * @param group where
     * @param member who
     * @param by who let them in, if the network tells
     * @param at when
     */
    record MemberJoined(Chat group, Person member, Optional<Person> by, Instant at) implements GroupEvent {}

    /**
     * Somebody is not in the group any more.
     *
     * @param group where
     * @param member who
     * @param by who put them out; empty when they went by themselves
     * @param at when
     */
    record MemberLeft(Chat group, Person member, Optional<Person> by, Instant at) implements GroupEvent {}

    /**
     * Somebody became an administrator, or is none any more.
     *
     * @param group where
     * @param member who
     * @param admin whether they are one now
     * @param at when
     */
    record AdminChanged(Chat group, Person member, boolean admin, Instant at) implements GroupEvent {}

    /**
     * Somebody asks to come in; {@link dev.rookery.api.account.Account#answerJoin} answers.
     *
     * @param group where
     * @param person who
     * @param words what they say about it; may be empty
     * @param at when
     */
    record JoinRequested(Chat group, Person person, String words, Instant at) implements GroupEvent {}

    /**
     * A request of the account's own, or one that it manages, was answered.
     *
     * @param group where
     * @param accepted whether the answer was yes
     * @param words what the administrator said; may be empty
     * @param at when
     */
    record JoinAnswered(Chat group, boolean accepted, String words, Instant at) implements GroupEvent {}
}
