package dev.rookery.host.console;

import com.google.zxing.ChecksumException;
import com.google.zxing.FormatException;
import com.google.zxing.LuminanceSource;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.decoder.Decoder;
import com.google.zxing.qrcode.detector.Detector;
import java.util.Optional;

/**
 * Finds the modules of a QR code in a picture. Pictures come from the network, hence the bounds, and hence nothing is
 * answered that ZXing cannot decode: what is drawn for the operator can be scanned.
 */
final class QrPicture {

    private static final int SMALLEST_CODE = 21;
    private static final int LARGEST_CODE = 177;
    private static final int FINDER_MODULES = 7;

    private QrPicture() {}

    /** The modules, without quiet zone; empty if the picture cannot be read or shows no QR code. */
    static Optional<BitMatrix> modules(byte[] png) {
        try {
            Optional<Pixels> pixels = Pixels.read(png, "png");
            if (pixels.isEmpty()) {
                return Optional.empty();
            }
            Pixels picture = pixels.get();
            LuminanceSource light = new RGBLuminanceSource(picture.width(), picture.height(), picture.rgb());
            BitMatrix dark = new GlobalHistogramBinarizer(light).getBlackMatrix();
            return sampled(dark).filter(QrPicture::isDecodable).or(() -> detected(dark));
        } catch (NotFoundException | RuntimeException notReadable) {
            // Decoders answer damaged pictures with all kinds of exceptions; for the operator it is one case.
            return Optional.empty();
        }
    }

    /**
     * The common case, an upright code without noise, read by its grid: the upper left corner begins with a bar of
     * seven modules, which tells the size of one. Works from one pixel per module on, where detectors fail.
     */
    private static Optional<BitMatrix> sampled(BitMatrix dark) {
        int[] rectangle = dark.getEnclosingRectangle();
        if (rectangle == null) {
            return Optional.empty();
        }
        int left = rectangle[0];
        int top = rectangle[1];
        int width = rectangle[2];
        int height = rectangle[3];
        int bar = 0;
        while (bar < width && dark.get(left + bar, top)) {
            bar++;
        }
        int size = Math.round((float) width * FINDER_MODULES / bar);
        if (size < SMALLEST_CODE || size > LARGEST_CODE || size % 4 != 1) {
            return Optional.empty();
        }
        BitMatrix modules = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (dark.get(left + (2 * x + 1) * width / (2 * size), top + (2 * y + 1) * height / (2 * size))) {
                    modules.set(x, y);
                }
            }
        }
        return Optional.of(modules);
    }

    /** A code that is turned, bent or surrounded by other things, found by its finder patterns. */
    private static Optional<BitMatrix> detected(BitMatrix dark) {
        try {
            return Optional.of(new Detector(dark).detect().getBits()).filter(QrPicture::isDecodable);
        } catch (NotFoundException | FormatException noCode) {
            return Optional.empty();
        }
    }

    private static boolean isDecodable(BitMatrix modules) {
        try {
            new Decoder().decode(modules.clone()); // decoding takes the mask off, hence the copy
            return true;
        } catch (ChecksumException | FormatException noCode) {
            return false;
        }
    }
}
