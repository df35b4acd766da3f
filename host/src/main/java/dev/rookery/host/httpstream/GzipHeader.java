package dev.rookery.host.httpstream;

import java.nio.ByteBuffer;

/** Reads over the header of one gzip member (RFC 1952 part 2.3), byte by byte, wherever it is cut. */
final class GzipHeader {

    private static final int FIXED_BYTES = 10;
    private static final int[] MAGIC = {0x1F, 0x8B, 8};
    private static final int FLAGS_AT = 3;

    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int ALL = HEADER_CHECKSUM | EXTRA | NAME | COMMENT;

    private int at;
    private int flags;
    private int sizeBytes;
    private int extraLeft;
    private int checksumBytes;

    /**
     * Reads on.
     *
     * @return whether the header is over; it may then be used for the next one
     */
    boolean read(ByteBuffer in) throws BrokenContentException {
        while (in.hasRemaining()) {
            int octet = in.get() & 0xFF;
            if (at < MAGIC.length && octet != MAGIC[at]) {
                throw new BrokenContentException("the gzip body is broken: it does not begin as gzip does", null);
            }
            if (at < FIXED_BYTES) {
                flags = at == FLAGS_AT ? octet & ALL : flags;
                at++;
            } else {
                optional(octet);
            }
            if (at == FIXED_BYTES && flags == 0) {
                at = 0;
                sizeBytes = 0;
                extraLeft = 0;
                checksumBytes = 0;
                return true;
            }
        }
        return false;
    }

    /** One byte of the fields that the flags announce, in this order; a flag goes when its field is over. */
    private void optional(int octet) {
        if ((flags & EXTRA) != 0) {
            if (sizeBytes < 2) {
                extraLeft |= octet << (8 * sizeBytes++);
            } else {
                extraLeft--;
            }
            flags = sizeBytes == 2 && extraLeft == 0 ? flags & ~EXTRA : flags;
        } else if ((flags & NAME) != 0) {
            flags = octet == 0 ? flags & ~NAME : flags;
        } else if ((flags & COMMENT) != 0) {
            flags = octet == 0 ? flags & ~COMMENT : flags;
        } else {
            flags = ++checksumBytes == 2 ? 0 : flags;
        }
    }
}
