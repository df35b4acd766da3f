package dev.rookery.host.console;

import dev.rookery.api.event.AccountState;
import java.util.regex.Pattern;

/** How things are worded for the operator, on the terminal and on the page. */
final class ConsoleText {

    /** Characters of a text from the network that are shown; the rest is replaced by an ellipsis. Default: {@value}. */
    static final int MAX_TEXT = 500;

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    private ConsoleText() {}

    static String words(AccountState state) {
        return switch (state) {
            case OFFLINE -> "off line";
            case SIGNING_IN -> "signing in";
            case NEEDS_PERSON -> "waits for you";
            case ONLINE -> "on line";
            case RECONNECTING -> "cut off, coming back";
            case FAILED -> "gave up";
        };
    }

    /** A text from the network without what could steer a terminal or forge a line, and not too long. */
    static String clean(String text) {
        String clipped = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return STEERING.matcher(clipped).replaceAll(" ").strip();
    }
}
