package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Writes what a certificate consists of in DER (ITU-T X.690): tag, length, contents. */
final class Der {

    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OID = 0x06;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private static final int LONG_FORM = 0x80;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** RFC 5280 section 4.1.2.5: two digits for the year as long as that is possible. */
    private static final Instant TWO_DIGITS_UNTIL = Instant.parse("2050-01-01T00:00:00Z");

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return write(SEQUENCE, parts);
    }

    static byte[] yes() {
        return write(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] integer(BigInteger value) {
        return write(INTEGER, value.toByteArray());
    }

    /** Bits, the last {@code unused} of which do not count. */
    static byte[] bits(int unused, byte... bytes) {
        return write(BIT_STRING, new byte[] {(byte) unused}, bytes);
    }

    static byte[] octets(byte[] bytes) {
        return write(OCTET_STRING, bytes);
    }

    /** An object identifier, written with dots. */
    static byte[] oid(String dotted) {
        int[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToInt(Integer::parseInt).toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arcs[i] >>> shift != 0) {
                    bytes.write(0x80 | ((arcs[i] >>> shift) & 0x7f));
                }
            }
            bytes.write(arcs[i] & 0x7f);
        }
        return write(OID, bytes.toByteArray());
    }

    static byte[] time(Instant time) {
        String text = TIME.format(time);
        return time.isBefore(TWO_DIGITS_UNTIL)
                ? write(UTC_TIME, text.substring(2).getBytes(US_ASCII))
                : write(GENERALIZED_TIME, text.getBytes(US_ASCII));
    }

    /** The contents under a tag of the context, in place of their own one. */
    static byte[] implicit(int tag, byte[] contents) {
        return write(CONTEXT | tag, contents);
    }

    /** A whole value under a tag of the context. */
    static byte[] explicit(int tag, byte[] value) {
        return write(CONTEXT | CONSTRUCTED | tag, value);
    }

    private static byte[] write(int tag, byte[]... parts) {
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            contents.writeBytes(part);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(tag);
        if (contents.size() < LONG_FORM) {
            bytes.write(contents.size());
        } else {
            byte[] length = BigInteger.valueOf(contents.size()).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            bytes.write(LONG_FORM | (length.length - from));
            bytes.write(length, from, length.length - from);
        }
        bytes.writeBytes(contents.toByteArray());
        return bytes.toByteArray();
    }
}
