package dev.rookery.host.scope;

import dev.rookery.host.dispatch.Verdict;

/**
 * A plugin or command is on or off somewhere.
 *
 * @param subject what
 * @param place where
 * @param on whether it is on
 * @param source who said so, in words that follow "says": a key of the configuration, or a person and a time
 */
public record Rule(Subject subject, Place place, boolean on, String source) {

    Verdict verdict() {
        return new Verdict(on, toString());
    }

    /** A sentence. */
    @Override
    public String toString() {
        return subject.words() + " is switched " + (on ? "on" : "off") + where() + ", says " + source;
    }

    private String where() {
        return place.equals(Place.EVERYWHERE) ? " everywhere" : " for " + place;
    }
}
