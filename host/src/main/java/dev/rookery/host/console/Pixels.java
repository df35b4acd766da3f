package dev.rookery.host.console;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture from the network, decoded within bounds.
 *
 * @param rgb one pixel after the other, line by line, as 0xRRGGBB on white paper
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Pixels(int width, int height, int[] rgb) {

    /** Bytes of a picture; a larger one is not looked at. Default: {@value}. */
    static final int MAX_BYTES = 1024 * 1024;

    /** Pixels of a side; a larger picture is not decoded. Default: {@value}. */
    static final int MAX_SIDE = 2048;

    /**
     * Decodes a picture.
     *
     * @param format {@code png} or {@code jpeg}
     * @return empty when it is none of that format or beyond the bounds
     */
    static Optional<Pixels> read(byte[] picture, String format) {
        if (picture.length > MAX_BYTES) {
            return Optional.empty();
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            return Optional.empty();
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            return width > MAX_SIDE || height > MAX_SIDE
                    ? Optional.empty()
                    : Optional.of(new Pixels(width, height, onWhite(reader.read(0))));
        } catch (IOException | RuntimeException damaged) {
            // Decoders answer damaged pictures with all kinds of exceptions; for the operator it is one case.
            return Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    /** How light a pixel is, 0 to 255. */
    int light(int x, int y) {
        int pixel = rgb[y * width + x];
        return ((pixel >> 16 & 0xFF) * 299 + (pixel >> 8 & 0xFF) * 587 + (pixel & 0xFF) * 114) / 1000;
    }

    /** The pixels as they look on white paper: what is transparent would be black otherwise. */
    private static int[] onWhite(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        for (int i = 0; i < pixels.length; i++) {
            int alpha = pixels[i] >>> 24;
            int red = onWhite(pixels[i] >> 16 & 0xFF, alpha);
            int green = onWhite(pixels[i] >> 8 & 0xFF, alpha);
            int blue = onWhite(pixels[i] & 0xFF, alpha);
            pixels[i] = red << 16 | green << 8 | blue;
        }
        return pixels;
    }

    private static int onWhite(int channel, int alpha) {
        return (channel * alpha + 0xFF * (0xFF - alpha)) / 0xFF;
    }
}
