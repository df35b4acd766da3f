package dev.rookery.host.console;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells the operator where accounts stand: one line for each change of state, and what a person has to do, with the QR
 * code or captcha drawn.
 *
 * <p>Any thread that may block, as the terminal may; a notice is printed as a whole. Texts from the network lose their
 * control characters, so that they can neither steer the terminal nor forge a line.
 */
public final class ConsoleNotices {

    private final PrintStream out;
    private final QrTerminal.Style style;

    /** Why each account stands where it does, so that the same sentence is not printed again as a need. */
    private final Map<String, String> reasons = new HashMap<>();

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
        if (picture.length == 0 && attention.summary().equals(reasons.get(attention.account()))) {
            return;
        }
        if (picture.length > 0) {
            notice.append(drawn(attention, picture));
        }
        notice.append('[')
                .append(ConsoleText.clean(attention.account()))
                .append("] ")
                .append(ConsoleText.clean(attention.summary()));
        out.println(notice);
        out.flush();
    }

    private synchronized void show(AccountStateChanged change) {
        reasons.put(change.account(), change.reason());
        String reason = ConsoleText.clean(change.reason());
        out.println("[" + ConsoleText.clean(change.account()) + "] " + ConsoleText.words(change.state())
                + (reason.isEmpty() ? "" : ": " + reason));
        out.flush();
    }

    private String drawn(AccountNeedsAttention attention, byte[] picture) {
        return switch (attention.need()) {
            case TYPE_CAPTCHA -> PictureTerminal.draw(picture, style).orElse("(The picture cannot be drawn here.)\n");
            default -> QrTerminal.draw(picture, style).orElse("(The picture is no QR code that can be drawn here.)\n");
        };
    }
}
