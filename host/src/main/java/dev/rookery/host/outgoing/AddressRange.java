package dev.rookery.host.outgoing;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Addresses with the same first bits.
 *
 * @param first the bits, the others being zero
 * @param bits how many are the same
 * @param length how many an address has: 32 or 128
 */
public record AddressRange(BigInteger first, int bits, int length) {

    private static final String EXPECTED =
            " (expected: an address such as 10.1.2.3 or fd00::1, or a range such as 10.0.0.0/8)";

    /** What can only be an address: a name must never be looked up for it. */
    private static final Pattern LITERAL = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length > 2 || !LITERAL.matcher(parts[0]).matches()) {
            throw new IllegalArgumentException("'" + text + "'" + EXPECTED);
        }
        try {
            byte[] address = InetAddress.getByName(parts[0]).getAddress();
            int length = address.length * Byte.SIZE;
            int bits = parts.length == 1 ? length : Integer.parseInt(parts[1]);
            if (bits < 0 || bits > length) {
                throw new IllegalArgumentException("'" + text + "'" + EXPECTED);
            }
            return new AddressRange(masked(new BigInteger(1, address), bits, length), bits, length);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "'" + EXPECTED, e);
        }
    }

    private static BigInteger masked(BigInteger address, int bits, int length) {
        return address.shiftRight(length - bits).shiftLeft(length - bits);
    }

    /** Whether an address, of the same version, is one of them. */
    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length * Byte.SIZE == length
                && masked(new BigInteger(1, bytes), bits, length).equals(first);
    }
}
