package dev.rookery.host.dispatch;

/**
 * Whether something may be, and which rule says so.
 *
 * @param allowed whether it may
 * @param reason the rule in words, for a person who asks why; empty where nothing speaks against it
 */
public record Verdict(boolean allowed, String reason) {

    /** Nothing speaks against it. */
    public static final Verdict YES = new Verdict(true, "");

    /** A refusal. */
    public static Verdict no(String reason) {
        return new Verdict(false, reason);
    }
}
