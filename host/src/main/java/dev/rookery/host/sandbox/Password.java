package dev.rookery.host.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Tells whether the {@code p} of {@code /login} was made from the right password, in either of its forms: the MD5 sums
 * of 2013 (seen in twqq, pual, xhan/qqbot), and the later block that TEA encrypts (seen in iqq and lwqq).
 */
final class Password {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int UIN_BYTES = 8;
    private static final int LENGTH_BYTES = 2;

    private Password() {}

    /**
     * Whether it was.
     *
     * @param code the verify code that the client sent beside it, which both forms contain in capitals
     */
    static boolean matches(String p, long qq, String password, String code) {
        String capitals = code.toUpperCase(Locale.ROOT);
        return p.matches("[0-9A-Fa-f]{32}")
                ? p.equalsIgnoreCase(md5Form(qq, password, capitals))
                : matchesTeaForm(p, qq, password, capitals);
    }

    private static String md5Form(long qq, String password, String capitals) {
        String first = HEX.formatHex(md5(md5(password.getBytes(UTF_8)), uinBytes(qq)));
        return HEX.formatHex(md5(first.getBytes(UTF_8), capitals.getBytes(UTF_8)));
    }

    /**
     * The block holds the password under an RSA key of which nobody has the other half; but it opens only with a key
     * made of the password, and what else it holds is known.
     */
    private static boolean matchesTeaForm(String p, long qq, String password, String capitals) {
        byte[] block;
        try {
            block = Base64.getDecoder()
                    .decode(p.replace('-', '/').replace('*', '+').replace('_', '='));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        byte[] salt = uinBytes(qq);
        byte[] key = md5(md5(password.getBytes(UTF_8)), salt);
        return Tea.decrypt(block, key)
                .map(plain -> holds(ByteBuffer.wrap(plain), salt, capitals.getBytes(ISO_8859_1)))
                .orElse(false);
    }

    /** Length and RSA block, salt, length and code. */
    private static boolean holds(ByteBuffer plain, byte[] salt, byte[] code) {
        return skipCounted(plain)
                && Arrays.equals(take(plain, UIN_BYTES), salt)
                && plain.remaining() >= LENGTH_BYTES
                && Arrays.equals(take(plain, Short.toUnsignedInt(plain.getShort())), code)
                && !plain.hasRemaining();
    }

    private static boolean skipCounted(ByteBuffer plain) {
        if (plain.remaining() < LENGTH_BYTES) {
            return false;
        }
        int length = Short.toUnsignedInt(plain.getShort());
        return length > 0 && take(plain, length).length == length;
    }

    /** The next bytes; none when there are not so many. */
    private static byte[] take(ByteBuffer from, int count) {
        byte[] taken = new byte[count <= from.remaining() ? count : 0];
        from.get(taken);
        return taken;
    }

    /** The account number as it is hashed and as {@code ptui_checkVC} tells it. */
    static byte[] uinBytes(long qq) {
        return ByteBuffer.allocate(UIN_BYTES).putLong(qq).array();
    }

    private static byte[] md5(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }
}
