package dev.rookery.host.console;

import dev.rookery.api.event.AccountNeedsAttention;
import dev.rookery.api.event.AccountState;
import dev.rookery.api.event.AccountStateChanged;
import dev.rookery.api.event.BotEvent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * Tells the operator where accounts stand: one line for each change of state, and what a person has to do, with the QR
 * code drawn and written to a file. The file belongs to the owner of the process alone, and is removed as soon as the
 * account goes on, since nobody should scan an old code.
 *
 * <p>Any thread; a notice is printed as a whole. Writes a file, so it is not for an event loop. Texts from the network
 * lose their control characters, so that they can neither steer the terminal nor forge a line.
 */
public final class ConsoleNotices {

    /**
     * Characters of a text from the network that are printed; the rest is replaced by an ellipsis. Default: {@value}.
     */
    static final int MAX_TEXT = 500;

    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");
    private static final Pattern NOT_IN_FILE_NAMES = Pattern.compile("[^\\p{L}\\p{N}_-]");

    private final PrintStream out;
    private final Path pictures;
    private final QrTerminal.Style style;

    /**
     * Prints to a stream.
     *
     * @param out where to; must encode UTF-8 for QR codes to be drawn
     * @param pictures the folder for the pictures; created when the first one comes
     * @param style what the terminal is like
     */
    public ConsoleNotices(PrintStream out, Path pictures, QrTerminal.Style style) {
        this.out = out;
        this.pictures = pictures;
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
            notice.append(QrTerminal.draw(picture, style)
                    .orElse("(The picture is no QR code that can be drawn here: open the file.)\n"));
        }
        notice.append('[').append(clean(attention.account())).append("] ").append(clean(attention.summary()));
        if (picture.length > 0) {
            notice.append(System.lineSeparator()).append(written(attention.account(), picture));
        }
        out.println(notice);
        out.flush();
    }

    private synchronized void show(AccountStateChanged change) {
        String removed = change.state() == AccountState.NEEDS_PERSON ? "" : removed(change.account());
        String reason = clean(change.reason());
        out.println("[" + clean(change.account()) + "] " + words(change.state())
                + (reason.isEmpty() ? "" : ": " + reason) + removed);
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

    /** Under a temporary name first: a viewer never sees half a picture, and only the owner may read it. */
    private String written(String account, byte[] picture) {
        Path file = file(account);
        try {
            Files.createDirectories(pictures);
            Path half = Files.createTempFile(pictures, "picture", ".part");
            try {
                Files.write(half, picture);
                Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
            return "The picture is in " + file.toAbsolutePath();
        } catch (IOException e) {
            return "The picture could not be written to " + file.toAbsolutePath() + ": " + clean(e.toString());
        }
    }

    /** Empty when all is well, else what to add to the line. */
    private String removed(String account) {
        Path file = file(account);
        try {
            Files.deleteIfExists(file);
            return "";
        } catch (IOException e) {
            return " (the old picture " + file.toAbsolutePath() + " could not be removed: " + clean(e.toString()) + ")";
        }
    }

    private Path file(String account) {
        return pictures.resolve(NOT_IN_FILE_NAMES.matcher(account).replaceAll("_") + "-qr.png");
    }

    private static String clean(String text) {
        String clipped = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        return STEERING.matcher(clipped).replaceAll(" ").strip();
    }
}
