package dev.rookery.host.webqq.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of pictures that can be sent, told by their first bytes, whatever anybody says they are. */
public enum ImageType {
    PNG("image/png", "png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "jpg", "\u00ff\u00d8\u00ff"),
    GIF("image/gif", "gif", "GIF8"),
    BMP("image/bmp", "bmp", "BM"),
    WEBP("image/webp", "webp", "RIFF") {
        @Override
        boolean begins(byte[] bytes) {
            return super.begins(bytes) && isAt(8, "WEBP", bytes);
        }
    };

    private final String contentType;
    private final String extension;
    private final String magic;

    ImageType(String contentType, String extension, String magic) {
        this.contentType = contentType;
        this.extension = extension;
        this.magic = magic;
    }

    /** The kind of a picture; nothing for anything else. */
    public static Optional<ImageType> of(byte[] bytes) {
        return Stream.of(values()).filter(type -> type.begins(bytes)).findFirst();
    }

    /** For example {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /**
     * A file name that can do no harm: the last part of a path, at most 64 of letters, digits, {@code _} and {@code -},
     * with the extension of this kind.
     *
     * @param given what the sender calls it; may be anything
     */
    public String fileName(String given) {
        String base = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        int dot = base.lastIndexOf('.');
        String safe = (dot < 0 ? base : base.substring(0, dot)).replaceAll("[^\\p{L}\\p{N}_-]", "");
        return (safe.isEmpty() ? "picture" : safe.substring(0, Math.min(safe.length(), 64))) + '.' + extension;
    }

    boolean begins(byte[] bytes) {
        return isAt(0, magic, bytes);
    }

    private static boolean isAt(int offset, String expected, byte[] bytes) {
        byte[] wanted = expected.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < wanted.length; i++) {
            if (offset + i >= bytes.length || bytes[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
