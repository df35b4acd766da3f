package dev.rookery.host.webqq.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;

/**
 * The {@code p} of the login call from 2014 to 2018, where {@code check} is asked with {@code pt_tea=1} (iqq, lwqq):
 * the password's MD5 under the page's RSA key, salt and verify code, all under {@link Tea} with a key made of the
 * password.
 */
public final class PasswordCipher {

    /** The public key of the login page's script, 1024 bits, the same in all captures. */
    private static final BigInteger MODULUS = new BigInteger(
            "F20CE00BAE5361F8FA3AE9CEFA495362FF7DA1BA628F64A347F0A8C012BF0B254A30CD92ABFFE7A6EE0DC424CB6166F8"
                    + "819EFA5BCCB20EDFB4AD02E412CCF579B1CA711D55B8B0B3AEB60153D5E0693A2A86F3167D7847A0CB8B00004716A909"
                    + "5D9BADC977CBB804DBDCBA6029A9710869A453F27DFDDF83C016D928B3CBF4C7",
            16);

    private static final BigInteger EXPONENT = BigInteger.valueOf(3);

    private PasswordCipher() {}

    /**
     * Encrypts.
     *
     * @param password stays as it is; the caller wipes it
     * @param salt the third argument of {@code ptui_checkVC}: the account's bytes, or random ones when the server says
     *     so
     * @param code the verify code, in any case
     * @return base64 with {@code -}, {@code *} and {@code _} for {@code /}, {@code +} and {@code =}; another at every
     *     call
     */
    public static String encrypt(char[] password, byte[] salt, String code) {
        return encrypt(password, salt, code, new SecureRandom());
    }

    /** As {@link #encrypt(char[], byte[], String)}, with the padding of the outer cipher taken from {@code padding}. */
    static String encrypt(char[] password, byte[] salt, String code, RandomGenerator padding) {
        byte[] once = PasswordHash.md5(password);
        byte[] key = PasswordHash.md5(once, salt);
        byte[] rsa = rsa(once);
        byte[] upper = code.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        byte[] plain = ByteBuffer.allocate(2 + rsa.length + salt.length + 2 + upper.length)
                .putShort((short) rsa.length)
                .put(rsa)
                .put(salt)
                .putShort((short) upper.length)
                .put(upper)
                .array();
        byte[] cipher = Tea.encrypt(key, plain, padding);
        PasswordHash.wipe(once, key, plain);
        return Base64.getEncoder()
                .encodeToString(cipher)
                .replace('/', '-')
                .replace('+', '*')
                .replace('=', '_');
    }

    private static byte[] rsa(byte[] plain) {
        try {
            RSAPublicKey key = (RSAPublicKey)
                    KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(MODULUS, EXPONENT));
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA with PKCS #1 padding (expected: in every Java)", e);
        }
    }
}
