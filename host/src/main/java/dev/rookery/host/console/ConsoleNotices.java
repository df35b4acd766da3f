package dev.rookery.host.console;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * Tells the operator where accounts stand: one line for each change of state, and what a person has to do, with the QR
 * code drawn.
 *
 * <p>Any thread that may block, as the terminal may; a notice is printed as a whole. Texts from the network lose their
 * control characters, so that they can neither steer the terminal nor forge a line.
 */
public final class ConsoleNotices {

    /**
     * Characters of a text from the network that are printed; the rest is replaced by an ellipsis. Default: {@value}.
     */
    static final int MAX_TEXT = 500;

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    private final PrintStream out;
    private final QrTerminal.Style style;

    /**
     * Prints to a stream.
     *
     * @param out where to; must encode UTF-8 for QR codes to be drawn
     * @param style what the terminal is like
     */
    public ConsoleNotices(PrintStream out, QrTerminal.Style style) {
        this.out = out;
        this.style = style;
    }

    /**
     * Tells an event; those that are not for the operator are ignored.
     *
     * @param event any event
     */
    public void show(BotEvent event) {
        if (event instanceof AccountNeedsAttention attention) {
            show(attention);
        } else if (event instanceof AccountStateChanged change) {
            show(change);
        }
    }

    private synchronized void show(AccountNeedsAttention attention) {
        StringBuilder notice = new StringBuilder();
        byte[] picture = attention.picture();
        if (picture.length > 0) {
            notice.append(
                    QrTerminal.draw(picture, style).orElse("(The picture is no QR code that can be drawn here.)\n"));
        }
        notice.append('[').append(clean(attention.account())).append("] ").append(clean(attention.summary()));
        out.println(notice);
        out.flush();
    }

    private synchronized void show(AccountStateChanged change) {
        String reason = clean(change.reason());
        out.println(
                "[" + clean(change.account()) + "] " + words(change.state()) + (reason.isEmpty() ? "" : ": " + reason));
        out.flush();
    }

    private static String words(AccountState state) {
        return switch (state) {
            case OFFLINE -> "off line";
            case SIGNING_IN -> "signing in";
            case NEEDS_PERSON -> "waits for you";
            case ONLINE -> "on line";
            case RECONNECTING -> "cut off, coming back";
            case FAILED -> "gave up";
        };
    }

    private static String clean(String text) {
        String clipped = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return STEERING.matcher(clipped).replaceAll(" ").strip();
    }
}
