package dev.rookery.host.dispatch;

import dev.rookery.host.text.Sentence;

/**
 * Whether something may be, and which rule says so.
 *
 * @param allowed whether it may
 * @param reason the rule, for a person who asks why; nothing to say where nothing speaks against it
 */
public record Verdict(boolean allowed, Sentence reason) {

    /** Nothing speaks against it. */
    public static final Verdict YES = new Verdict(true, Sentence.NONE);

    /** A refusal. */
    public static Verdict no(Sentence reason) {
        return new Verdict(false, reason);
    }
}
