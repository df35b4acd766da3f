package dev.rookery.host.console;

import java.util.Optional;

/**
 * Draws a small picture with braille characters, two dots wide and four high each, so that the letters of a captcha can
 * be read in a terminal: a dot where the picture is darker than its middle tone, or lighter on a dark terminal, where a
 * dot is light. Stateless; any thread.
 */
final class PictureTerminal {

    /** The widest drawing, in characters; a wider picture is made smaller. Default: {@value}. */
    static final int MAX_COLUMNS = 78;

    /** The bits of a braille character by row and column, from U+2800 on. */
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private PictureTerminal() {}

    /**
     * Draws a picture.
     *
     * @param picture PNG or JPEG
     * @param style what the terminal is like
     * @return lines, each ended by a newline; empty if it is neither or beyond the bounds of {@link Pixels}
     */
    static Optional<String> draw(byte[] picture, QrTerminal.Style style) {
        return Pixels.read(picture, "png")
                .or(() -> Pixels.read(picture, "jpeg"))
                .map(pixels -> draw(pixels, style == QrTerminal.Style.DARK_TERMINAL));
    }

    private static String draw(Pixels picture, boolean dotsAreLight) {
        int dotsWide = Math.min(picture.width(), MAX_COLUMNS * 2);
        int dotsHigh = Math.max(1, picture.height() * dotsWide / picture.width());
        int middle = middle(picture);
        StringBuilder drawing = new StringBuilder();
        for (int top = 0; top < dotsHigh; top += 4) {
            for (int left = 0; left < dotsWide; left += 2) {
                int bits = 0;
                for (int row = 0; row < 4 && top + row < dotsHigh; row++) {
                    for (int column = 0; column < 2 && left + column < dotsWide; column++) {
                        int x = (left + column) * picture.width() / dotsWide;
                        int y = Math.min(picture.height() - 1, (top + row) * picture.width() / dotsWide);
                        if (picture.light(x, y) >= middle == dotsAreLight) {
                            bits |= DOTS[row][column];
                        }
                    }
                }
                drawing.append((char) ('\u2800' + bits));
            }
            drawing.append('\n');
        }
        return drawing.toString();
    }

    /** Half way between the darkest and the lightest pixel. */
    private static int middle(Pixels picture) {
        int darkest = 255;
        int lightest = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int light = picture.light(x, y);
                darkest = Math.min(darkest, light);
                lightest = Math.max(lightest, light);
            }
        }
        return (darkest + lightest + 1) / 2;
    }
}
