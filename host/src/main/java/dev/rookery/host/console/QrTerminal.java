package dev.rookery.host.console;

import com.google.zxing.common.BitMatrix;
import java.util.Optional;

/**
 * Draws the picture of a QR code with half blocks: a character is one module wide and two modules high, which is about
 * square in a terminal. Around it stands the quiet zone of four modules that ISO/IEC 18004 asks for. Stateless; any
 * thread.
 */
public final class QrTerminal {

    /** Modules of empty space on each side. Default: {@value}, what the standard asks for. */
    static final int QUIET_ZONE = 4;

    private QrTerminal() {}

    /** How dark and light are brought to the screen. */
    public enum Style {
        /**
         * Blocks where the code is light, for light letters on a dark background. On a light terminal the code comes
         * out inverted, which many scanners read too, but not all.
         */
        DARK_TERMINAL,
        /** Blocks where the code is dark, for dark letters on a light background. */
        LIGHT_TERMINAL,
        /**
         * Blocks where the code is dark, with colours set to black on white: scans on every terminal that knows ANSI.
         */
        ANSI
    }

    /**
     * Draws a code.
     *
     * @param png the picture
     * @param style what the terminal is like
     * @return lines, each ended by a newline; empty if the picture is no PNG, too large (1 MiB, 2048 pixels) or no
     *     readable QR code
     */
    public static Optional<String> draw(byte[] png, Style style) {
        return QrPicture.modules(png).map(modules -> draw(modules, style));
    }

    private static String draw(BitMatrix modules, Style style) {
        boolean blockWhenDark = style != Style.DARK_TERMINAL;
        StringBuilder drawing = new StringBuilder();
        for (int y = -QUIET_ZONE; y < modules.getHeight() + QUIET_ZONE; y += 2) {
            drawing.append(style == Style.ANSI ? "\u001B[30;107m" : "");
            for (int x = -QUIET_ZONE; x < modules.getWidth() + QUIET_ZONE; x++) {
                boolean upper = isDark(modules, x, y) == blockWhenDark;
                boolean lower = isDark(modules, x, y + 1) == blockWhenDark;
                drawing.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
            }
            drawing.append(style == Style.ANSI ? "\u001B[0m\n" : "\n");
        }
        return drawing.toString();
    }

    private static boolean isDark(BitMatrix modules, int x, int y) {
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y);
    }
}
