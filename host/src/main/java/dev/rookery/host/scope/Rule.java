package dev.rookery.host.scope;

import dev.rookery.host.dispatch.Verdict;
import dev.rookery.host.text.Sentence;

/**
 * A plugin or command is on or off somewhere.
 *
 * @param subject what
 * @param place where
 * @param on whether it is on
 * @param source who said so, in words that follow "says": a key of the configuration, or a person or command and a time
 */
public record Rule(Subject subject, Place place, boolean on, String source) {

    Verdict verdict() {
        return new Verdict(on, sentence());
    }

    private Sentence sentence() {
        String key = on ? "rule.on" : "rule.off";
        return place.equals(new Place.Everywhere())
                ? Sentence.of(key + ".everywhere", subject.sentence(), source)
                : Sentence.of(key + ".for", subject.sentence(), place, source);
    }

    /** A sentence. */
    @Override
    public String toString() {
        return sentence().toString();
    }
}
