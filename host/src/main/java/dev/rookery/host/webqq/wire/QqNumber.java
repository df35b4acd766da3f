package dev.rookery.host.webqq.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The lasting number of a user that people know.
 *
 * @param value 10000 to about 4 × 10⁹
 */
public record QqNumber(long value) {

    /** The number as 8 bytes, most significant first: the salt of passwords. */
    public byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /**
     * Reads the value of a {@code uin} cookie: the letter o, then the number, padded with zeros in old captures.
     *
     * @param cookie for example {@code o0123456789}
     * @return the number, or nothing when the cookie is of another form
     */
    public static Optional<QqNumber> ofUinCookie(String cookie) {
        return cookie.matches("o\\d{1,18}")
                ? Optional.of(new QqNumber(Long.parseLong(cookie.substring(1))))
                : Optional.empty();
    }
}
