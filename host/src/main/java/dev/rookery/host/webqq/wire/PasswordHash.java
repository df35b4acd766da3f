package dev.rookery.host.webqq.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The {@code p} of the login call of 2013, appid 1003903 (twqq, pual_bot, iqq, xhan): MD5 three times over, with the
 * account's bytes and the verify code. Whoever sees one and knows its code can try passwords against it, so it is as
 * secret as the password.
 */
public final class PasswordHash {

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private PasswordHash() {}

    /**
     * The hash.
     *
     * @param password stays as it is; the caller wipes it
     * @param salt the third argument of {@code ptui_checkVC}, which are {@link QqNumber#bytes}
     * @param code the verify code, from {@code ptui_checkVC} or as typed by a person, in any case
     * @return 32 upper-case hexadecimal digits
     */
    public static String of(char[] password, byte[] salt, String code) {
        byte[] once = md5(password);
        byte[] twice = md5(once, salt);
        byte[] hex = UPPER.formatHex(twice).getBytes(StandardCharsets.US_ASCII);
        String hash = UPPER.formatHex(md5(hex, code.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII)));
        wipe(once, twice, hex);
        return hash;
    }

    /** MD5 of the password's UTF-8 form, which leaves no copy behind. */
    static byte[] md5(char[] password) {
        // Room for the longest form at once: an encoder that has to grow its buffer would leave the smaller one behind.
        ByteBuffer utf8 = ByteBuffer.allocate(password.length * 3);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(password), utf8, true);
        MessageDigest digest = md5();
        digest.update(utf8.flip());
        wipe(utf8.array());
        return digest.digest();
    }

    static byte[] md5(byte[] first, byte[] second) {
        MessageDigest digest = md5();
        digest.update(first);
        return digest.digest(second);
    }

    static void wipe(byte[]... secrets) {
        for (byte[] secret : secrets) {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no MD5 (expected: in every Java)", e);
        }
    }
}
