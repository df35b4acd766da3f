package dev.rookery.api.account;

import java.util.Optional;

/**
 * What became of something that an account was asked to do.
 *
 * @param <T> what it brings when it is done; {@link Nothing} for what only does something
 */
public sealed interface Answer<T> {

    /**
     * It is done.
     *
     * @param value what it brought
     * @param <T> its type
     */
    record Done<T>(T value) implements Answer<T> {}

    /**
     * It was not done and will not be: not allowed, not possible on this network, or the network said no.
     *
     * @param reason one sentence for a person
     * @param <T> what it would have brought
     */
    record Refused<T>(String reason) implements Answer<T> {}

    /**
     * It may or may not have been done.
     *
     * @param reason one sentence for a person
     * @param <T> what it would have brought
     */
    record Unknown<T>(String reason) implements Answer<T> {}

    /** The one value of operations that bring nothing. */
    enum Nothing {
        /** The only one. */
        NOTHING
    }

    /**
     * The answer of an operation that brings nothing and is done.
     *
     * @return always the same
     */
    static Answer<Nothing> done() {
        return new Done<>(Nothing.NOTHING);
    }

    /**
     * What it brought, if it was done.
     *
     * @return the value; empty when it was refused or is unknown
     */
    default Optional<T> found() {
        return this instanceof Done<T> done ? Optional.of(done.value()) : Optional.empty();
    }
}
