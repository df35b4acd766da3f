package dev.rookery.host.webqq.contacts;

/**
 * A person or chat that has an id, as it is remembered from one sign-in to the next.
 *
 * @param <E> the type itself
 */
sealed interface Known<E extends Known<E>> permits KnownPerson, KnownRoom {

    /** The id that plugins see. Never changes. */
    String id();

    /** The lasting number; 0 while nobody has told it. */
    long number();

    /** The last day on which it was needed, as a count of days since 1970. */
    long seen();

    /** Whether it can be recognised at all; what cannot is not worth remembering. */
    boolean isRecognisable();

    E withNumber(long learned);

    E seenOn(long day);
}
