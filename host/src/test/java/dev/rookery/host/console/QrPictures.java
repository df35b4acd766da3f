package dev.rookery.host.console;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.Decoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Makes pictures of QR codes and reads drawings of them back, as a phone would. */
final class QrPictures {

    private QrPictures() {}

    static BufferedImage image(String text, int pixelsPerModule, int margin, int imageType) {
        BitMatrix modules = encode(text, margin);
        int side = modules.getWidth() * pixelsPerModule;
        BufferedImage image = new BufferedImage(side, side, imageType);
        int light = imageType == BufferedImage.TYPE_INT_ARGB ? 0x00000000 : 0xFFFFFFFF;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = modules.get(x / pixelsPerModule, y / pixelsPerModule);
                image.setRGB(x, y, dark ? 0xFF000000 : light);
            }
        }
        return image;
    }

    static byte[] png(String text) {
        return png(image(text, 3, 4, BufferedImage.TYPE_BYTE_BINARY));
    }

    static byte[] png(BufferedImage image) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BitMatrix encode(String text, int margin) {
        try {
            return new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, margin));
        } catch (WriterException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** The text of a drawing; {@code blocks} tells whether blocks stand for dark or for light. */
    static String scan(String drawing, boolean blocksAreDark) throws Exception {
        List<String> lines = drawing.replaceAll("\u001B\\[[0-9;]*m", "").lines().toList();
        int size = lines.get(0).length() - 2 * QrTerminal.QUIET_ZONE;
        BitMatrix modules = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (isBlock(lines, x + QrTerminal.QUIET_ZONE, y + QrTerminal.QUIET_ZONE) == blocksAreDark) {
                    modules.set(x, y);
                }
            }
        }
        return new Decoder().decode(modules).getText();
    }

    static boolean isBlock(List<String> lines, int x, int y) {
        char half = y % 2 == 0 ? '▀' : '▄';
        char drawn = lines.get(y / 2).charAt(x);
        return drawn == '█' || drawn == half;
    }
}
