package dev.rookery.host.sandbox;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Turns pixels into the bytes of a picture. */
final class Pictures {

    private Pictures() {}

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
}
