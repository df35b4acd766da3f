package dev.rookery.host.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.host.console.QrTerminal.Style;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QrTerminalTest {

    private static final String URL = "https://txz.qq.com/p?k=0123456789abcdefghijklmnopqrstuv&f=501004106";

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 4", "2, 1", "3, 2", "4, 4", "5, 0", "7, 3", "10, 4"})
    void drawingCarriesTheTextOfThePicture(int pixelsPerModule, int margin) throws Exception {
        for (String text : List.of("x", URL, URL.repeat(4), URL.repeat(20))) {
            byte[] png = QrPictures.png(QrPictures.image(text, pixelsPerModule, margin, BufferedImage.TYPE_BYTE_GRAY));

            assertThat(QrPictures.scan(QrTerminal.draw(png, Style.DARK_TERMINAL).orElseThrow(), false))
                    .isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_BINARY, BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB})
    void everyKindOfPixelIsRead(int imageType) throws Exception {
        byte[] png = QrPictures.png(QrPictures.image(URL, 3, 4, imageType));

        assertThat(QrPictures.scan(QrTerminal.draw(png, Style.DARK_TERMINAL).orElseThrow(), false))
                .isEqualTo(URL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {90, 180, 270, 8})
    void turnedCodeIsRead(double degrees) throws Exception {
        BufferedImage upright = QrPictures.image(URL, 6, 4, BufferedImage.TYPE_INT_RGB);
        int side = upright.getWidth() * 3 / 2;
        BufferedImage turned = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = turned.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, side, side);
        graphics.rotate(Math.toRadians(degrees), side / 2.0, side / 2.0);
        graphics.drawImage(upright, side / 6, side / 6, null);
        graphics.dispose();

        assertThat(QrPictures.scan(
                        QrTerminal.draw(QrPictures.png(turned), Style.DARK_TERMINAL)
                                .orElseThrow(),
                        false))
                .isEqualTo(URL);
    }

    @ParameterizedTest
    @EnumSource(Style.class)
    void everyStyleHasAQuietZoneOfLight(Style style) throws Exception {
        boolean blocksAreDark = style != Style.DARK_TERMINAL;
        String drawing = QrTerminal.draw(QrPictures.png(URL), style).orElseThrow();
        List<String> lines = drawing.replaceAll("\u001B\\[[0-9;]*m", "").lines().toList();
        int width = lines.get(0).length();

        assertThat(QrPictures.scan(drawing, blocksAreDark)).isEqualTo(URL);
        assertThat(lines).hasSize((width + 1) / 2).allMatch(line -> line.length() == width);
        for (int i = 0; i < width; i++) {
            for (int edge = 0; edge < QrTerminal.QUIET_ZONE; edge++) {
                assertThat(QrPictures.isBlock(lines, i, edge)).isNotEqualTo(blocksAreDark);
                assertThat(QrPictures.isBlock(lines, edge, i)).isNotEqualTo(blocksAreDark);
                assertThat(QrPictures.isBlock(lines, i, width - 1 - edge)).isNotEqualTo(blocksAreDark);
                assertThat(QrPictures.isBlock(lines, width - 1 - edge, i)).isNotEqualTo(blocksAreDark);
            }
        }
    }

    @Test
    void coloursAreSetOnlyWhenAskedForAndResetOnEveryLine() {
        byte[] png = QrPictures.png(URL);

        assertThat(QrTerminal.draw(png, Style.DARK_TERMINAL).orElseThrow()).doesNotContain("\u001B");
        assertThat(QrTerminal.draw(png, Style.ANSI).orElseThrow().lines())
                .allMatch(line -> line.startsWith("\u001B[30;107m") && line.endsWith("\u001B[0m"));
    }

    @Test
    void pictureWithoutACodeIsNotDrawn() {
        BufferedImage white = new BufferedImage(60, 60, BufferedImage.TYPE_BYTE_GRAY);
        white.createGraphics().fillRect(0, 0, 60, 60);
        BufferedImage chequered = new BufferedImage(84, 84, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 84 * 84; i++) {
            chequered.setRGB(i % 84, i / 84, (i % 84 / 28 + i / 84 / 4) % 2 == 0 ? 0 : 0xFFFFFF);
        }

        assertThat(QrTerminal.draw(new byte[0], Style.ANSI)).isEmpty();
        assertThat(QrTerminal.draw("GIF89a".getBytes(StandardCharsets.US_ASCII), Style.ANSI))
                .isEmpty();
        assertThat(QrTerminal.draw(QrPictures.png(white), Style.ANSI)).isEmpty();
        assertThat(QrTerminal.draw(QrPictures.png(chequered), Style.ANSI)).isEmpty();
        assertThat(QrTerminal.draw(QrPictures.png(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY)), Style.ANSI))
                .isEmpty();
    }

    @Test
    void tooLargePictureIsNotDrawn() {
        byte[] png = QrPictures.png(URL);
        BufferedImage wide = new BufferedImage(Pixels.MAX_SIDE + 1, 200, BufferedImage.TYPE_BYTE_BINARY);
        wide.createGraphics().fillRect(0, 0, wide.getWidth(), wide.getHeight());
        wide.createGraphics().drawImage(QrPictures.image(URL, 3, 4, BufferedImage.TYPE_BYTE_BINARY), 0, 0, null);

        assertThat(QrTerminal.draw(Arrays.copyOf(png, Pixels.MAX_BYTES), Style.ANSI))
                .isPresent();
        assertThat(QrTerminal.draw(Arrays.copyOf(png, Pixels.MAX_BYTES + 1), Style.ANSI))
                .isEmpty();
        assertThat(QrTerminal.draw(QrPictures.png(wide), Style.ANSI)).isEmpty();
        assertThat(QrTerminal.draw(QrPictures.png(wide.getSubimage(0, 0, Pixels.MAX_SIDE, 200)), Style.ANSI))
                .isPresent();
    }

    @Test
    void damagedPictureIsDrawnRightOrNotAtAll() throws Exception {
        byte[] png = QrPictures.png(URL);
        Random random = new Random(21);
        for (int round = 0; round < 500; round++) {
            byte[] damaged = Arrays.copyOf(png, 1 + random.nextInt(png.length));
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            var drawing = QrTerminal.draw(damaged, Style.LIGHT_TERMINAL);
            if (drawing.isPresent()) {
                assertThat(QrPictures.scan(drawing.get(), true)).isEqualTo(URL);
            }
        }
    }
}
