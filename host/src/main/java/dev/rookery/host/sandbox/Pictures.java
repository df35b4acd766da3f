package dev.rookery.host.sandbox;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes pictures. */
final class Pictures {

    private static final int FIELDS = 5;
    private static final int FIELD_PIXELS = 8;

    private Pictures() {}

    /**
     * Loads what the JDK makes pictures with, which reads files and libraries: to be done before the loop draws any.
     */
    static void load() {
        encode(new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY), "png");
        encode(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    /**
     * Writes in memory by hand: {@link ImageIO#write} would go through a temporary file on the event loop.
     *
     * @param format {@code png} or {@code jpeg}
     */
    static byte[] encode(BufferedImage image, String format) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(image);
        } catch (IOException failure) {
            throw new IllegalStateException("cannot write to memory", failure);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A PNG of a small symmetric pattern of one colour, always the same for the same seed, 40 by 40 pixels. */
    static byte[] pattern(long seed) {
        // Spreads seeds that are close together, as uins are (the finalizer of SplitMix64).
        long bits = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
        bits ^= bits >>> 31;
        int colour = Color.HSBtoRGB(((bits >>> 40) & 0xff) / 256f, 0.6f, 0.7f);
        int size = FIELDS * FIELD_PIXELS;
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int column = Math.min(x / FIELD_PIXELS, FIELDS - 1 - x / FIELD_PIXELS);
                boolean filled = ((bits >>> (y / FIELD_PIXELS * FIELDS + column)) & 1) == 1;
                image.setRGB(x, y, filled ? colour : 0xf0f0f0);
            }
        }
        return encode(image, "png");
    }
}
