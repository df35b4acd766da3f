package dev.rookery.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PictureTerminalTest {

    /** Light, with one dark pixel in the upper left corner. */
    private static byte[] picture(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x == 0 && y == 0 ? 0x202020 : 0xE0E0E0);
            }
        }
        return QrPictures.png(image);
    }

    @Test
    void eachPixelIsADot() {
        assertThat(PictureTerminal.draw(picture(4, 4), QrTerminal.Style.LIGHT_TERMINAL))
                .contains("\u2801\u2800\n");
    }

    @Test
    void dotsAreLightOnADarkTerminal() {
        assertThat(PictureTerminal.draw(picture(4, 4), QrTerminal.Style.DARK_TERMINAL))
                .contains("\u28FE\u28FF\n");
    }

    @Test
    void widePicturesAreMadeSmaller() {
        String drawing = PictureTerminal.draw(picture(1560, 40), QrTerminal.Style.LIGHT_TERMINAL)
                .orElseThrow();
        assertThat(drawing.lines()).singleElement().asString().hasSize(PictureTerminal.MAX_COLUMNS);
    }

    @Test
    void whatIsNoPictureIsNotDrawn() {
        assertThat(PictureTerminal.draw(new byte[] {1, 2, 3}, QrTerminal.Style.ANSI))
                .isEmpty();
        assertThat(PictureTerminal.draw(new byte[Pixels.MAX_BYTES + 1], QrTerminal.Style.ANSI))
                .isEmpty();
    }
}
