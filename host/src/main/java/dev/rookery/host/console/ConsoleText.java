package dev.rookery.host.console;

import dev.rookery.api.event.AccountState;
import dev.rookery.api.text.OneLine;

/** How things are worded for the operator, on the terminal and on the page. */
final class ConsoleText {

    /** Characters of a text from the network that are shown; the rest is replaced by an ellipsis. Default: {@value}. */
    static final int MAX_TEXT = 500;

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
        return OneLine.of(text, MAX_TEXT);
    }
}
