package dev.rookery.host.httpstream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The codings of a body that are undone: gzip. */
final class ContentCoding {

    private ContentCoding() {}

    /** Whether a body with this Content-Encoding field, null for none, is to be decoded. */
    static boolean isDecoded(@Nullable String encoding) {
        return encoding != null && (encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip"));
    }

    /** The plain body; an empty one stays empty, as some servers call nothing gzip. */
    static byte[] decode(byte[] coded, int maxBytes) throws BrokenContentException {
        if (coded.length == 0) {
            return coded;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(coded))) {
            byte[] plain = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new BrokenContentException(tooLarge(maxBytes), null);
            }
            return plain;
        } catch (BrokenContentException e) {
            throw e;
        } catch (IOException e) {
            throw new BrokenContentException("the gzip body is broken: " + e.getMessage(), e);
        }
    }

    static String tooLarge(int maxBytes) {
        return "the body is larger than " + maxBytes + " bytes";
    }
}
