package dev.rookery.api.storage;

import dev.rookery.api.ProvidedByHost;
import dev.rookery.api.chat.ChatId;
import dev.rookery.api.chat.PersonId;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Values by key, in one space and there for everybody, for one chat or for one person. Each call is a transaction of
 * its own. Any thread; every method may throw {@link StorageException}.
 *
 * @param <T> the values' type
 */
@ProvidedByHost
public interface KeyValues<T> {

    /** The most that {@link #first} gives. */
    int MOST_AT_ONCE = 1_000;

    /**
     * The values of the same space that belong to a chat.
     *
     * @param chat whose; keep in mind that some ids are good for one sign-in only, see
     *     {@link dev.rookery.api.chat.Certainty}
     * @return that part of the space
     */
    KeyValues<T> in(ChatId chat);

    /**
     * The values of the same space that belong to a person.
     *
     * @param person whose; the same as for a chat
     * @return that part of the space
     */
    KeyValues<T> of(PersonId person);

    /**
     * Reads a value.
     *
     * @param key which
     * @return empty if there is none or its time is over
     */
    Optional<T> get(String key);

    /**
     * Keeps a value until it is replaced or removed.
     *
     * @param key which
     * @param value what
     */
    void put(String key, T value);

    /**
     * Keeps a value for a time.
     *
     * @param key which
     * @param value what
     * @param timeToLive how long, more than zero
     */
    void put(String key, T value, Duration timeToLive);

    /**
     * Keeps a value if there is none yet.
     *
     * @param key which
     * @param value what
     * @return false, and nothing was changed, if there is one
     */
    boolean putIfAbsent(String key, T value);

    /**
     * Changes a value in one step: no other change comes between reading and writing. A value that was kept for a time
     * ends when it would have ended.
     *
     * @param key which
     * @param initial what to change when there is none
     * @param change from the old to the new value; called again when somebody was faster, so it should do nothing else
     * @return the new value
     */
    T update(String key, T initial, UnaryOperator<T> change);

    /**
     * Forgets a value.
     *
     * @param key which
     * @return whether there was one
     */
    boolean remove(String key);

    /** Forgets all values here: those of everybody, or those of the one chat or person; no others of the space. */
    void clear();

    /**
     * The first values whose keys begin alike.
     *
     * @param prefix what they begin with; empty for all
     * @param most how many at most, 1 to {@value #MOST_AT_ONCE}
     * @return by key, in the order of their characters
     */
    SortedMap<String, T> first(String prefix, int most);

    /**
     * Visits all values whose keys begin alike, in the order of their characters. Reads a few at a time: what is
     * changed meanwhile may or may not be seen.
     *
     * @param prefix what they begin with; empty for all
     * @param action gets key and value; may change the values
     */
    void forEach(String prefix, BiConsumer<String, T> action);
}
