package dev.rookery.api.account;

import dev.rookery.api.chat.Person;
import java.util.Map;

/**
 * What a person tells about themselves.
 *
 * @param person who, by their nickname
 * @param signature the line under the name; empty when there is none
 * @param status how they show themselves
 * @param more what else the network tells, by its own words for it ({@code gender}, {@code city}, {@code level} …)
 */
public record Profile(Person person, String signature, OnlineStatus status, Map<String, String> more) {

    /**
     * Copies the map.
     *
     * @param person as above
     * @param signature as above
     * @param status as above
     * @param more as above
     */
    public Profile {
        more = Map.copyOf(more);
    }
}
